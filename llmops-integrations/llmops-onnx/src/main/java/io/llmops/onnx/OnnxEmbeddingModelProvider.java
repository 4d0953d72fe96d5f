package io.llmops.onnx;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the embedding models {@code onnx/all-minilm-l6-v2}, {@code onnx/all-minilm-l6-v2-q},
 * {@code onnx/bge-small-zh-v1.5}, and any other name from a model file.
 *
 * <p>Settings, all optional: {@code path} and {@code tokenizer} (a model file and its {@code tokenizer.json}, only
 * together), {@code pooling} ({@code mean} or {@code cls}), {@code maxTokens}, {@code workers}. They mean what
 * {@link OnnxEmbeddingModel.Builder} says. Thread-safe.
 */
public final class OnnxEmbeddingModelProvider implements EmbeddingModelProvider {

    private static final String PATH = "path";
    private static final String TOKENIZER = "tokenizer";
    private static final String POOLING = "pooling";
    private static final String MAX_TOKENS = "maxTokens";
    private static final String WORKERS = "workers";
    private static final Set<String> SETTINGS = Set.of(PATH, TOKENIZER, POOLING, MAX_TOKENS, WORKERS);

    private final ClassLoader jars;

    /** A provider that looks for model jars where this class came from. */
    public OnnxEmbeddingModelProvider() {
        this(OnnxEmbeddingModelProvider.class.getClassLoader());
    }

    OnnxEmbeddingModelProvider(ClassLoader jars) {
        this.jars = jars;
    }

    @Override
    public String name() {
        return "onnx";
    }

    /** Always true. */
    @Override
    public boolean local() {
        return true;
    }

    @Override
    public EmbeddingModel embeddingModel(ModelSpec spec) {
        Map<String, String> settings = spec.settings();
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(SETTINGS);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("embedding model '" + spec.ref() + "' has no settings " + unknown
                    + "; there are " + new TreeSet<>(SETTINGS));
        }
        OnnxEmbeddingModel.Builder builder = builder(spec, settings.get(PATH), settings.get(TOKENIZER));
        try {
            settings.forEach((name, value) -> set(builder, name, value));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "embedding model '" + spec.ref() + "' has a wrong setting: " + e.getMessage(), e);
        }
        return builder.build();
    }

    private OnnxEmbeddingModel.Builder builder(ModelSpec spec, @Nullable String path, @Nullable String tokenizer) {
        if (path == null && tokenizer == null) {
            return OnnxEmbeddingModel.named(spec.ref().name(), jars);
        }
        if (path == null || tokenizer == null) {
            throw new ConfigurationException("embedding model '" + spec.ref()
                    + "' needs both settings, path (the model.onnx) and tokenizer (its tokenizer.json)");
        }
        return OnnxEmbeddingModel.file(Path.of(path), Path.of(tokenizer))
                .modelName(spec.ref().name());
    }

    private static void set(OnnxEmbeddingModel.Builder builder, String name, String value) {
        switch (name) {
            case POOLING -> builder.pooling(pooling(value));
            case MAX_TOKENS -> builder.maxTokens(number(name, value));
            case WORKERS -> builder.workers(number(name, value));
            default -> {} // The files, which the builder has already.
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, but is " + value, e);
        }
    }

    private static Pooling pooling(String text) {
        return switch (text.strip()) {
            case "mean" -> Pooling.MEAN;
            case "cls" -> Pooling.CLS;
            default -> throw new IllegalArgumentException("pooling must be mean or cls, but is " + text);
        };
    }
}
