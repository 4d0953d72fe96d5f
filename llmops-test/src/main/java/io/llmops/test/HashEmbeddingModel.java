package io.llmops.test;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Locale;

/**
 * An embedding model without a model file. Each text becomes a unit vector of its hashed one-, two- and three-character
 * sequences, upper and lower case alike, so that equal texts have equal vectors, and texts that share words or Chinese
 * characters are nearer than those that do not. The same in every JVM. It knows no meaning: use it to test plumbing, not
 * relevance. Immutable and thread-safe.
 */
public final class HashEmbeddingModel implements EmbeddingModel {

    /** Length of the vectors of {@link #HashEmbeddingModel()}: {@value}. */
    public static final int DEFAULT_DIMENSION = 384;

    private static final int LONGEST_SEQUENCE = 3;
    /** Outside of Unicode: marks both ends of a text, so that its first and last characters weigh more. */
    private static final int END = -1;

    private final int dimension;

    /** A model of {@value #DEFAULT_DIMENSION} dimensions. */
    public HashEmbeddingModel() {
        this(DEFAULT_DIMENSION);
    }

    /**
     * A model of that many dimensions.
     *
     * @throws IllegalArgumentException if {@code dimension} is not positive
     */
    public HashEmbeddingModel(int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be positive, but is " + dimension);
        }
        this.dimension = dimension;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(segments.stream().map(s -> vector(s.text())).toList());
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public String modelName() {
        return "hash-" + dimension;
    }

    private Embedding vector(String text) {
        int[] inner = text.toLowerCase(Locale.ROOT).codePoints().toArray();
        int[] points = new int[inner.length + 2];
        System.arraycopy(inner, 0, points, 1, inner.length);
        points[0] = END;
        points[points.length - 1] = END;
        float[] vector = new float[dimension];
        for (int from = 0; from < points.length; from++) {
            int hash = 1;
            for (int to = from; to < Math.min(points.length, from + LONGEST_SEQUENCE); to++) {
                hash = mix(hash * 31 + points[to]);
                vector[Math.floorMod(hash, dimension)]++;
            }
        }
        Embedding embedding = Embedding.from(vector);
        embedding.normalize();
        return embedding;
    }

    /** Spreads near hashes over all buckets (the finaliser of MurmurHash3, public domain). */
    private static int mix(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
