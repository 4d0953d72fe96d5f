package io.llmops.rag.index;

import dev.langchain4j.store.embedding.RelevanceScore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;

/** Finds the nearest vectors by comparing the query with every one of them. Scores are cosines. */
final class VectorScan {

    /** Worst first; of two equals the later document is the worse, so that results are always in the same order. */
    private static final Comparator<ScoreDoc> WORST_FIRST = Comparator.<ScoreDoc>comparingDouble(d -> d.score)
            .thenComparing(Comparator.<ScoreDoc>comparingInt(d -> d.doc).reversed());

    private final VectorCache vectors;
    private final float[] query;

    /** What may be found beside what is near enough. */
    @FunctionalInterface
    interface Accept {
        boolean test(LeafReaderContext segment, int doc) throws IOException;
    }

    VectorScan(VectorCache vectors, float[] query) {
        this.vectors = vectors;
        this.query = query.clone();
        SegmentVectors.scaleToOne(this.query, 0, query.length);
    }

    /** The relevance that a cosine stands for: (1 + cosine) / 2, as LangChain4j has it. */
    static double relevance(double cosine) {
        return Math.max(0, Math.min(1, RelevanceScore.fromCosineSimilarity(cosine)));
    }

    /** At most {@code k} documents, nearest first. {@code accept} is asked only of those that are near enough. */
    List<ScoreDoc> nearest(IndexSearcher searcher, int k, double minRelevance, Accept accept) throws IOException {
        PriorityQueue<ScoreDoc> best = new PriorityQueue<>(WORST_FIRST);
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
            scan(segment, best, k, minRelevance, accept);
        }
        List<ScoreDoc> nearest = new ArrayList<>(best);
        nearest.sort(Collections.reverseOrder(WORST_FIRST));
        return nearest;
    }

    private void scan(
            LeafReaderContext segment, PriorityQueue<ScoreDoc> best, int k, double minRelevance, Accept accept)
            throws IOException {
        Bits alive = segment.reader().getLiveDocs();
        SegmentVectors stored = vectors.of(segment.reader());
        float worst = worst(best, k);
        for (int i = 0; i < stored.size(); i++) {
            float cosine = stored.cosine(i, query);
            int doc = stored.doc(i);
            if (cosine > worst
                    && relevance(cosine) >= minRelevance
                    && (alive == null || alive.get(doc))
                    && accept.test(segment, doc)) {
                if (best.size() == k) {
                    best.poll();
                }
                best.add(new ScoreDoc(segment.docBase + doc, cosine));
                worst = worst(best, k);
            }
        }
    }

    private static float worst(PriorityQueue<ScoreDoc> best, int k) {
        ScoreDoc worst = best.peek();
        return worst == null || best.size() < k ? Float.NEGATIVE_INFINITY : worst.score;
    }

    /** Cosine of one document of the index. */
    float cosine(IndexSearcher searcher, int doc) throws IOException {
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        LeafReaderContext segment = segments.get(ReaderUtil.subIndex(doc, segments));
        return vectors.of(segment.reader()).cosineOfDoc(doc - segment.docBase, query);
    }
}
