package io.llmops.rag.index;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * An embedding store in a directory, for applications that work with LangChain4j's stores. What is added is found at
 * once; it is durable after {@link #commit} or {@link #close}, and a killed process loses what came after the last of
 * them, never more.
 *
 * <p>Search is exact: every vector is compared with the query, by cosine. An id that is added again replaces what it
 * had. Filters are asked of the metadata as it was added: strings, UUIDs, integers, longs, floats and doubles keep their
 * type. Safe for use by many threads; one store at a time may have a directory open. Whoever opens it closes it.
 */
public final class LuceneEmbeddingStore implements EmbeddingStore<TextSegment>, AutoCloseable {

    private final LuceneIndex lucene;

    private LuceneEmbeddingStore(LuceneIndex lucene) {
        this.lucene = lucene;
    }

    /**
     * Opens a store, and makes it if the directory is missing or empty. The directory belongs to the store alone.
     *
     * @throws IllegalArgumentException if the settings are keyword-only
     * @throws io.llmops.api.exception.LockedException if it is open, in this process or another
     * @throws io.llmops.api.exception.IndexException if it is damaged, of a newer format, or built with other settings
     * @throws io.llmops.api.exception.ConfigurationException if the directory holds other files but no store
     */
    public static LuceneEmbeddingStore open(Path directory, IndexSettings settings) {
        if (!settings.hasVectors()) {
            throw new IllegalArgumentException("an embedding store needs vectors, but its dimension is 0");
        }
        return new LuceneEmbeddingStore(
                LuceneIndex.live(directory, new IndexFormat(IndexFormat.Kind.EMBEDDINGS, settings)));
    }

    @Override
    public String add(Embedding embedding) {
        return addAll(List.of(embedding)).get(0);
    }

    @Override
    public void add(String id, Embedding embedding) {
        put(List.of(id), List.of(embedding), null);
    }

    @Override
    public String add(Embedding embedding, TextSegment segment) {
        return addAll(List.of(embedding), List.of(segment)).get(0);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        List<String> ids = generateIds(embeddings.size());
        put(ids, embeddings, null);
        return ids;
    }

    /**
     * Adds embeddings with their segments, or, if {@code segments} is {@code null}, without.
     *
     * @throws IllegalArgumentException if the lists have different lengths, or a vector has another length than the
     *     store's or is not finite; nothing is added then
     */
    @Override
    public void addAll(List<String> ids, List<Embedding> embeddings, @Nullable List<TextSegment> segments) {
        put(ids, embeddings, segments);
    }

    private void put(List<String> ids, List<Embedding> embeddings, @Nullable List<TextSegment> segments) {
        if (ids.size() != embeddings.size() || (segments != null && segments.size() != embeddings.size())) {
            throw new IllegalArgumentException("there must be as many ids and segments as embeddings, but there are "
                    + ids.size() + " and " + (segments == null ? "no" : segments.size()) + " for " + embeddings.size());
        }
        for (int i = 0; i < ids.size(); i++) {
            Chunk.checkId(ids.get(i), "id");
            VectorCodec.check(embeddings.get(i).vector(), lucene.settings().dimension(), "embedding " + ids.get(i));
        }
        lucene.write(writer -> {
            for (int i = 0; i < ids.size(); i++) {
                TextSegment segment = segments == null ? null : segments.get(i);
                writer.updateDocument(
                        new Term(Fields.ID, ids.get(i)),
                        Fields.embedding(ids.get(i), embeddings.get(i).vector(), segment));
            }
        });
    }

    /**
     * Takes out what has one of these ids; ids that are not there do no harm.
     *
     * @throws IllegalArgumentException if {@code ids} is {@code null} or empty
     */
    @Override
    public void removeAll(Collection<String> ids) {
        if (ids == null || ids.isEmpty()) {
            throw new IllegalArgumentException("ids cannot be null or empty");
        }
        lucene.write(writer -> delete(writer, ids));
    }

    /**
     * Takes out what the filter accepts.
     *
     * @throws IllegalArgumentException if {@code filter} is {@code null}
     */
    @Override
    public void removeAll(Filter filter) {
        if (filter == null) {
            throw new IllegalArgumentException("filter cannot be null");
        }
        lucene.write(writer -> delete(writer, lucene.search(searcher -> accepted(searcher, filter))));
    }

    /** Takes out everything. */
    @Override
    public void removeAll() {
        lucene.write(IndexWriter::deleteAll);
    }

    /**
     * The nearest embeddings that reach the request's score and that its filter accepts, nearest first. The score is
     * (1 + cosine) / 2.
     *
     * @throws IllegalArgumentException if the query has another length than the store's vectors or is not finite
     */
    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        float[] query = request.queryEmbedding().vector();
        VectorCodec.check(query, lucene.settings().dimension(), "query");
        VectorScan scan = new VectorScan(lucene.vectors(), query);
        Filter filter = request.filter();
        VectorScan.Accept accept = filter == null
                ? (segment, doc) -> true
                : (segment, doc) -> filter.test(EntryReader.metadata(segment.reader(), doc));
        return lucene.search(searcher -> {
            EntryReader entries = new EntryReader(searcher);
            List<EmbeddingMatch<TextSegment>> matches = new ArrayList<>();
            for (ScoreDoc near : scan.nearest(searcher, request.maxResults(), request.minScore(), accept)) {
                matches.add(entries.match(near.doc, VectorScan.relevance(near.score)));
            }
            return new EmbeddingSearchResult<>(matches);
        });
    }

    /**
     * Makes durable what was added and removed so far; returns when the disk has it.
     *
     * @throws io.llmops.api.exception.IndexException if it cannot be written
     */
    public void commit() {
        lucene.commit();
    }

    /** Commits, closes the store and gives up its lock. Closing it again does nothing. */
    @Override
    public void close() {
        lucene.commitAndClose();
    }

    private static void delete(IndexWriter writer, Collection<String> ids) throws IOException {
        writer.deleteDocuments(ids.stream()
                .map(id -> new Term(Fields.ID, requireNonNull(id, "id")))
                .toArray(Term[]::new));
    }

    private static List<String> accepted(IndexSearcher searcher, Filter filter) throws IOException {
        List<String> ids = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            LeafReader segment = leaf.reader();
            Bits alive = segment.getLiveDocs();
            StoredFields stored = segment.storedFields();
            BinaryDocValues metadata = DocValues.getBinary(segment, Fields.METADATA);
            for (int doc = metadata.nextDoc(); doc != BinaryDocValues.NO_MORE_DOCS; doc = metadata.nextDoc()) {
                if ((alive == null || alive.get(doc)) && filter.test(EntryReader.metadata(segment, doc))) {
                    ids.add(stored.document(doc, Collections.singleton(Fields.ID))
                            .get(Fields.ID));
                }
            }
        }
        return ids;
    }
}
