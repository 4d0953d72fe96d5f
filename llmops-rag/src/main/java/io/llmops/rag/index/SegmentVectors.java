package io.llmops.rag.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;

/**
 * The vectors of one segment in memory, scaled to length one, so that the dot product is the cosine. Immutable, as the
 * segment is; which of its documents are deleted is the searcher's business.
 */
final class SegmentVectors {

    /** So many vectors in one array: few arrays, and none that is huge. */
    private static final int BLOCK = 1_024;

    private final int dimension;
    private final int[] docs;
    private final float[][] blocks;

    private SegmentVectors(int dimension, int[] docs, float[][] blocks) {
        this.dimension = dimension;
        this.docs = docs;
        this.blocks = blocks;
    }

    static SegmentVectors load(LeafReader segment, int dimension) throws IOException {
        BinaryDocValues values = segment.getBinaryDocValues(Fields.VECTOR);
        if (values == null) {
            return new SegmentVectors(dimension, new int[0], new float[0][]);
        }
        int[] docs = new int[segment.maxDoc()];
        float[][] blocks = new float[(docs.length + BLOCK - 1) / BLOCK][];
        int count = 0;
        for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
            if (count % BLOCK == 0) {
                blocks[count / BLOCK] = new float[Math.min(BLOCK, docs.length - count) * dimension];
            }
            BytesRef vector = values.binaryValue();
            VectorCodec.decode(vector, blocks[count / BLOCK], count % BLOCK * dimension);
            scaleToOne(blocks[count / BLOCK], count % BLOCK * dimension, dimension);
            docs[count++] = doc;
        }
        return new SegmentVectors(
                dimension, Arrays.copyOf(docs, count), Arrays.copyOf(blocks, (count + BLOCK - 1) / BLOCK));
    }

    int size() {
        return docs.length;
    }

    /** The document, in the segment, of the vector at {@code index}; rising. */
    int doc(int index) {
        return docs[index];
    }

    /** Cosine of the vector at {@code index} and a query of length one. */
    float cosine(int index, float[] query) {
        return dot(blocks[index / BLOCK], index % BLOCK * dimension, query);
    }

    /** Cosine of the document's vector and a query of length one; 0 if it has none. */
    float cosineOfDoc(int doc, float[] query) {
        int index = Arrays.binarySearch(docs, doc);
        return index < 0 ? 0 : cosine(index, query);
    }

    /** Scales to length one; zero stays zero, and so has cosine 0 with everything. */
    static void scaleToOne(float[] numbers, int offset, int length) {
        double squares = 0;
        for (int i = offset; i < offset + length; i++) {
            squares += (double) numbers[i] * numbers[i];
        }
        if (squares > 0) {
            double scale = 1 / Math.sqrt(squares);
            for (int i = offset; i < offset + length; i++) {
                numbers[i] = (float) (numbers[i] * scale);
            }
        }
    }

    /** Eight sums, because one addition need not wait for another then. */
    private static float dot(float[] numbers, int offset, float[] query) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (int o = offset; i <= query.length - 8; i += 8, o += 8) {
            s0 += numbers[o] * query[i];
            s1 += numbers[o + 1] * query[i + 1];
            s2 += numbers[o + 2] * query[i + 2];
            s3 += numbers[o + 3] * query[i + 3];
            s4 += numbers[o + 4] * query[i + 4];
            s5 += numbers[o + 5] * query[i + 5];
            s6 += numbers[o + 6] * query[i + 6];
            s7 += numbers[o + 7] * query[i + 7];
        }
        for (; i < query.length; i++) {
            s0 += numbers[offset + i] * query[i];
        }
        return (s0 + s1 + s2 + s3) + (s4 + s5 + s6 + s7);
    }
}
