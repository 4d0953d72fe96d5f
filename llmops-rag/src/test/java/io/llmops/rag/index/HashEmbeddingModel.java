package io.llmops.rag.index;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Locale;

/** Texts that share words, or Chinese characters, get near vectors: each word adds one to a place that its hash names. */
public class HashEmbeddingModel implements EmbeddingModel {

    private final int dimension;

    public HashEmbeddingModel(int dimension) {
        this.dimension = dimension;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(
                segments.stream().map(s -> Embedding.from(vector(s.text()))).toList());
    }

    @Override
    public int dimension() {
        return dimension;
    }

    public float[] vector(String text) {
        float[] vector = new float[dimension];
        String spaced = text.toLowerCase(Locale.ROOT).replaceAll("(\\p{IsHan})", " $1 ");
        for (String word : spaced.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                vector[Math.floorMod((word.hashCode() * 0x9E3779B9) >>> 7, dimension)] += 1;
            }
        }
        return vector;
    }
}
