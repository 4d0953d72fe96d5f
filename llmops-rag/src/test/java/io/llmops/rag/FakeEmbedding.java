package io.llmops.rag;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.llmops.rag.index.HashEmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/** Remembers its calls, and fails when it is told to. */
final class FakeEmbedding implements EmbeddingModel {

    static final int DIMENSION = 64;

    final List<Integer> calls = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    int questions;
    /** The call after so many fails. */
    int failAfter = Integer.MAX_VALUE;

    /** As a model says it that has exact and quantised weights. */
    String name = "hash";

    private final HashEmbeddingModel model = new HashEmbeddingModel(DIMENSION);

    @Override
    public synchronized Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (calls.size() >= failAfter) {
            throw new RateLimitException("429 from the provider");
        }
        calls.add(segments.size());
        segments.forEach(segment -> texts.add(segment.text()));
        return model.embedAll(segments);
    }

    @Override
    public synchronized Response<Embedding> embed(String text) {
        questions++;
        return Response.from(Embedding.from(model.vector(text)));
    }

    @Override
    public String modelName() {
        return name;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }
}
