package io.llmops.core.cache;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.cache.ResponseCacheStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How answers are given again: to equal calls, and if asked also to questions in other words. Within one tenant, scenario,
 * prompt version and model only. A call without a cache is the default. Immutable; each method without {@code static} gives
 * a changed copy.
 *
 * <pre>{@code
 * ops.scenario("faq").model("openai/gpt-4o-mini").cache(Cache.exact().ttl(Duration.ofHours(1)))
 * ops.scenario("faq").model("openai/gpt-4o-mini").cache(Cache.semantic("onnx/all-minilm-l6-v2").store(Path.of("cache.db")))
 * }</pre>
 */
public final class Cache {

    /** Default of {@link #ttl(Duration)}: one hour. */
    public static final Duration DEFAULT_TTL = Duration.ofHours(1);

    /** Default of {@link #maxEntries(long)}: {@value}. */
    public static final long DEFAULT_MAX_ENTRIES = 10_000;

    /** Default of {@link #maxAnswerBytes(int)}: {@value}. */
    public static final int DEFAULT_MAX_ANSWER_BYTES = 256 * 1024;

    /** Default of {@link #threshold(double)}: {@value}. */
    public static final double DEFAULT_THRESHOLD = 0.85;

    private final Duration ttl;
    private final long maxEntries;
    private final int maxAnswerBytes;
    private final boolean tools;
    private final double threshold;
    private final @Nullable ModelRef embedding;
    private final @Nullable EmbeddingModel embeddingModel;
    private final @Nullable String storeUrl;
    private final @Nullable ResponseCacheStore store;

    private Cache(Draft d) {
        this.ttl = d.ttl;
        this.maxEntries = d.maxEntries;
        this.maxAnswerBytes = d.maxAnswerBytes;
        this.tools = d.tools;
        this.threshold = d.threshold;
        this.embedding = d.embedding;
        this.embeddingModel = d.embeddingModel;
        this.storeUrl = d.storeUrl;
        this.store = d.store;
    }

    /** Answers equal calls: same messages, parameters and tools. */
    public static Cache exact() {
        return new Cache(new Draft());
    }

    /**
     * Answers equal calls, and questions that say the same in other words. Off unless it is asked for here; what counts as
     * the same is in docs/cache.md.
     *
     * @param embeddingModel reference of the model that compares questions, such as {@code onnx/all-minilm-l6-v2} for
     *     English or {@code onnx/bge-small-zh-v1.5} for Chinese
     * @throws ConfigurationException if it is not of the form {@code provider/name}
     */
    public static Cache semantic(String embeddingModel) {
        Draft draft = new Draft();
        draft.embedding = ModelRef.parse(embeddingModel);
        return new Cache(draft);
    }

    /** The same with a model that the application built itself, and closes. */
    public static Cache semantic(EmbeddingModel embeddingModel) {
        Draft draft = new Draft();
        draft.embeddingModel = requireNonNull(embeddingModel, "embeddingModel");
        return new Cache(draft);
    }

    /**
     * How long an answer may be given again; one hour by default.
     *
     * @throws IllegalArgumentException if {@code ttl} is not positive
     */
    public Cache ttl(Duration ttl) {
        if (requireNonNull(ttl, "ttl").isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("ttl must be positive, but is " + ttl);
        }
        Draft draft = new Draft(this);
        draft.ttl = ttl;
        return new Cache(draft);
    }

    /**
     * At most so many answers, in memory and as many in the store; the least used go first from memory, the oldest from the
     * store. {@value #DEFAULT_MAX_ENTRIES} by default.
     *
     * @throws IllegalArgumentException if {@code maxEntries} is not positive
     */
    public Cache maxEntries(long maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be positive, but is " + maxEntries);
        }
        Draft draft = new Draft(this);
        draft.maxEntries = maxEntries;
        return new Cache(draft);
    }

    /**
     * Longer answers, in bytes of UTF-8, are not kept; {@value #DEFAULT_MAX_ANSWER_BYTES} by default.
     *
     * @throws IllegalArgumentException if {@code maxAnswerBytes} is not positive
     */
    public Cache maxAnswerBytes(int maxAnswerBytes) {
        if (maxAnswerBytes < 1) {
            throw new IllegalArgumentException("maxAnswerBytes must be positive, but is " + maxAnswerBytes);
        }
        Draft draft = new Draft(this);
        draft.maxAnswerBytes = maxAnswerBytes;
        return new Cache(draft);
    }

    /**
     * How similar a question must be, as the cosine of the embeddings; {@value #DEFAULT_THRESHOLD} by default.
     *
     * @throws IllegalArgumentException if {@code threshold} is not within 0 and 1
     * @throws ConfigurationException if this is an exact cache
     */
    public Cache threshold(double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be within 0 and 1, but is " + threshold);
        }
        if (!isSemantic()) {
            throw new ConfigurationException(
                    "threshold(" + threshold + ") is of no use to an exact cache: begin with Cache.semantic(...)");
        }
        Draft draft = new Draft(this);
        draft.threshold = threshold;
        return new Cache(draft);
    }

    /** Also keeps answers to calls that offer tools or hold what tools returned; they are left out by default. */
    public Cache withTools() {
        Draft draft = new Draft(this);
        draft.tools = true;
        return new Cache(draft);
    }

    /** Keeps answers in a SQLite file too, made if it is missing; needs llmops-jdbc. In memory alone by default. */
    public Cache store(Path file) {
        return store("jdbc:sqlite:" + requireNonNull(file, "file"));
    }

    /**
     * Keeps answers in the database of a JDBC URL too; needs llmops-jdbc.
     *
     * @throws IllegalArgumentException if {@code jdbcUrl} is blank
     */
    public Cache store(String jdbcUrl) {
        if (requireNonNull(jdbcUrl, "jdbcUrl").isBlank()) {
            throw new IllegalArgumentException("jdbcUrl must not be blank");
        }
        Draft draft = new Draft(this);
        draft.storeUrl = jdbcUrl;
        draft.store = null;
        return new Cache(draft);
    }

    /** Keeps answers in a store of the application's own too, which it closes itself. */
    public Cache store(ResponseCacheStore store) {
        Draft draft = new Draft(this);
        draft.store = requireNonNull(store, "store");
        draft.storeUrl = null;
        return new Cache(draft);
    }

    /** Whether questions in other words are looked for. */
    public boolean isSemantic() {
        return embedding != null || embeddingModel != null;
    }

    Duration ttl() {
        return ttl;
    }

    long maxEntries() {
        return maxEntries;
    }

    int maxAnswerBytes() {
        return maxAnswerBytes;
    }

    boolean tools() {
        return tools;
    }

    double threshold() {
        return threshold;
    }

    Optional<ModelRef> embedding() {
        return Optional.ofNullable(embedding);
    }

    Optional<EmbeddingModel> embeddingModel() {
        return Optional.ofNullable(embeddingModel);
    }

    Optional<String> storeUrl() {
        return Optional.ofNullable(storeUrl);
    }

    Optional<ResponseCacheStore> ownStore() {
        return Optional.ofNullable(store);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Cache c && state().equals(c.state());
    }

    @Override
    public int hashCode() {
        return state().hashCode();
    }

    @Override
    public String toString() {
        return (isSemantic() ? "semantic" : "exact") + " cache (ttl " + ttl + ", at most " + maxEntries + " answers)";
    }

    private List<?> state() {
        return Arrays.asList(
                ttl, maxEntries, maxAnswerBytes, tools, threshold, embedding, embeddingModel, storeUrl, store);
    }

    /** Settings on their way to a copy. */
    private static final class Draft {
        private Duration ttl = DEFAULT_TTL;
        private long maxEntries = DEFAULT_MAX_ENTRIES;
        private int maxAnswerBytes = DEFAULT_MAX_ANSWER_BYTES;
        private boolean tools;
        private double threshold = DEFAULT_THRESHOLD;
        private @Nullable ModelRef embedding;
        private @Nullable EmbeddingModel embeddingModel;
        private @Nullable String storeUrl;
        private @Nullable ResponseCacheStore store;

        private Draft() {}

        private Draft(Cache c) {
            this.ttl = c.ttl;
            this.maxEntries = c.maxEntries;
            this.maxAnswerBytes = c.maxAnswerBytes;
            this.tools = c.tools;
            this.threshold = c.threshold;
            this.embedding = c.embedding;
            this.embeddingModel = c.embeddingModel;
            this.storeUrl = c.storeUrl;
            this.store = c.store;
        }
    }
}
