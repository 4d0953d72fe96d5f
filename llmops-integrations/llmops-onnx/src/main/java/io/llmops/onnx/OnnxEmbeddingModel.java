package io.llmops.onnx;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.exception.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedding model that runs inside the process. Texts are tokenised once, grouped by length and spread over worker
 * threads; all vectors have length 1. Nothing is sent anywhere.
 *
 * <p>A text longer than {@link Builder#maxTokens(int)} is cut; that is counted by {@link #truncatedTexts()} and warned
 * of once, without its content. Token usage counts what the model read, special tokens included. A blank input gives
 * the vector of a text without words; {@code embed(String)} and {@code TextSegment} refuse blank text by themselves.
 *
 * <p>A text's vector depends on the texts embedded beside it only by rounding: less than 1e-4 a component for exact
 * models; for quantised ones, which scale each batch anew, the cosine of the two is 0.975 or more. A repeated call gives
 * the same bits.
 *
 * <p>Thread-safe. Whoever builds it closes it: it holds native memory, about the size of the model's file, and up to
 * {@link Builder#workers(int)} daemon threads while it works.
 *
 * <pre>{@code
 * try (OnnxEmbeddingModel model = OnnxEmbeddingModel.named("all-minilm-l6-v2").build()) {
 *     float[] vector = model.embed("How many days of leave carry over?").content().vector();
 * }
 * }</pre>
 */
public final class OnnxEmbeddingModel implements EmbeddingModel, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxEmbeddingModel.class);

    /** Texts that one worker tokenises at a time. */
    private static final int SLICE = 32;

    private final String modelName;
    private final int maxTokens;
    private final List<EmbeddingModelListener> listeners;
    private final TextTokenizer tokenizer;
    private final Encoder encoder;
    private final Workers workers;
    private final int dimension;
    private final AtomicLong truncated = new AtomicLong();

    private OnnxEmbeddingModel(Builder b, TextTokenizer tokenizer, Encoder encoder, int dimension) {
        this.modelName = b.modelName;
        this.maxTokens = b.maxTokens;
        this.listeners = b.listeners;
        this.tokenizer = tokenizer;
        this.encoder = encoder;
        this.dimension = dimension;
        this.workers = new Workers(b.modelName, b.workers, this::release);
    }

    /**
     * A builder for one of the models that LangChain4j packs into jars: {@code all-minilm-l6-v2},
     * {@code all-minilm-l6-v2-q} or {@code bge-small-zh-v1.5}. Where the jar of the first is absent and that of the
     * second is there, the second is used, and {@link #modelName()} says so.
     *
     * @throws io.llmops.api.exception.NotFoundException if the name is another
     * @throws ConfigurationException if the model's jar is not on the class path
     */
    public static Builder named(String name) {
        return named(requireNonNull(name, "name"), OnnxEmbeddingModel.class.getClassLoader());
    }

    static Builder named(String name, ClassLoader jars) {
        KnownModel known = KnownModel.find(name, jars);
        return new Builder(known.source(jars), known.modelName())
                .pooling(known.pooling())
                .maxTokens(known.maxTokens());
    }

    /**
     * A builder for a model file. It must have the inputs {@code input_ids}, {@code attention_mask} and at most
     * {@code token_type_ids}, and an output of shape [texts, tokens, dimension].
     *
     * @param model the {@code model.onnx}
     * @param tokenizer its {@code tokenizer.json}, as Hugging Face writes it
     * @throws ConfigurationException if one of the files is not there
     */
    public static Builder file(Path model, Path tokenizer) {
        requireNonNull(model, "model");
        requireNonNull(tokenizer, "tokenizer");
        return new Builder(new FileSource(model, tokenizer), String.valueOf(model.getFileName()));
    }

    /**
     * Embeds the request's texts.
     *
     * @throws NonRetriableException if the model is or becomes closed, the caller is interrupted, or the native
     *     library fails
     */
    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        List<String> texts = request.inputs().stream().map(EmbeddingInput::text).toList();
        List<Tokens> tokens = tokenize(texts);
        report(tokens);
        TokenUsage usage =
                new TokenUsage(tokens.stream().mapToInt(Tokens::length).sum());
        return EmbeddingResponse.builder()
                .embeddings(encode(tokens))
                .metadata(EmbeddingResponseMetadata.builder()
                        .modelName(modelName)
                        .tokenUsage(usage)
                        .build())
                .build();
    }

    private List<Tokens> tokenize(List<String> texts) {
        List<List<String>> slices = IntStream.iterate(0, i -> i < texts.size(), i -> i + SLICE)
                .mapToObj(i -> texts.subList(i, Math.min(texts.size(), i + SLICE)))
                .toList();
        return workers
                .map(slices, slice -> slice.stream().map(tokenizer::encode).toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Embedding> encode(List<Tokens> tokens) {
        int[] lengths = tokens.stream().mapToInt(Tokens::length).toArray();
        List<List<Integer>> plan = Batches.plan(lengths, workers.size());
        List<float[][]> vectors = workers.map(
                plan, batch -> encoder.encode(batch.stream().map(tokens::get).toList()));
        Embedding[] embeddings = new Embedding[lengths.length];
        for (int batch = 0; batch < plan.size(); batch++) {
            for (int row = 0; row < plan.get(batch).size(); row++) {
                embeddings[plan.get(batch).get(row)] = Embedding.from(vectors.get(batch)[row]);
            }
        }
        return List.of(embeddings);
    }

    private void report(List<Tokens> tokens) {
        long cut = tokens.stream().filter(Tokens::cut).count();
        if (cut > 0 && truncated.getAndAdd(cut) == 0) {
            LOG.warn(
                    "onnx/{}: {} of {} texts have more than {} tokens and were cut; split documents smaller"
                            + " (said once: truncatedTexts() counts on)",
                    modelName,
                    cut,
                    tokens.size(),
                    maxTokens);
        }
    }

    /** How many texts were longer than the model reads, and so were cut, since it was built. */
    public long truncatedTexts() {
        return truncated.get();
    }

    /** How many tokens a text has before any cut, special tokens included. */
    int tokenCount(String text) {
        return workers.map(List.of(text), tokenizer::count).get(0);
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return listeners;
    }

    /** Components of a vector; known without a call. */
    @Override
    public int dimension() {
        return dimension;
    }

    /** The name of the model that is in use, which differs between an exact model and its quantised form. */
    @Override
    public String modelName() {
        return modelName;
    }

    /**
     * Lets batches that run end, refuses all others, waits for that ten seconds at most and frees the native memory.
     * Calls in progress fail with {@link NonRetriableException}. Closing again does nothing.
     */
    @Override
    public void close() {
        workers.close();
    }

    private void release() {
        encoder.close();
        tokenizer.close();
    }

    /** Builds an {@link OnnxEmbeddingModel}. Not thread-safe. */
    public static final class Builder {

        /** Default of {@link #maxTokens(int)} for a model file: {@value}. */
        public static final int DEFAULT_MAX_TOKENS = 512;

        /** Least {@link #maxTokens(int)}: {@value}, a word piece between two special tokens. */
        public static final int LEAST_MAX_TOKENS = 3;

        private final ModelSource source;
        private String modelName;
        private Pooling pooling = Pooling.MEAN;
        private int maxTokens = DEFAULT_MAX_TOKENS;
        private int workers = Runtime.getRuntime().availableProcessors();
        private List<EmbeddingModelListener> listeners = List.of();

        private Builder(ModelSource source, String modelName) {
            this.source = source;
            this.modelName = modelName;
        }

        /**
         * The name by which an index remembers the model; that of the packed model or of the file by default.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder modelName(String modelName) {
            if (requireNonNull(modelName, "modelName").isBlank()) {
                throw new IllegalArgumentException("modelName must not be blank, but is '" + modelName + "'");
            }
            this.modelName = modelName;
            return this;
        }

        /** How a text's vector is made; that of the packed model, {@link Pooling#MEAN} for a file by default. */
        public Builder pooling(Pooling pooling) {
            this.pooling = requireNonNull(pooling, "pooling");
            return this;
        }

        /**
         * Where texts are cut, special tokens included; by default 256 for all-minilm-l6-v2, 512 for bge-small-zh-v1.5
         * and for a file. {@link #build()} refuses what the model cannot read.
         *
         * @throws IllegalArgumentException if it is less than {@value #LEAST_MAX_TOKENS}
         */
        public Builder maxTokens(int maxTokens) {
            if (maxTokens < LEAST_MAX_TOKENS) {
                throw new IllegalArgumentException(
                        "maxTokens must be at least " + LEAST_MAX_TOKENS + ", but is " + maxTokens);
            }
            this.maxTokens = maxTokens;
            return this;
        }

        /**
         * Threads, and so the cores that it may fill; as many as there are processors by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder workers(int workers) {
            if (workers < 1) {
                throw new IllegalArgumentException("workers must be at least 1, but is " + workers);
            }
            this.workers = workers;
            return this;
        }

        /** Who is told of each call; nobody by default. */
        public Builder listeners(List<EmbeddingModelListener> listeners) {
            this.listeners = List.copyOf(listeners);
            return this;
        }

        /**
         * Loads the model and tries it on a text of the longest length; the caller closes it.
         *
         * @throws ConfigurationException if it cannot be read, has not the right shape, or cannot read
         *     {@link #maxTokens(int)} tokens
         */
        public OnnxEmbeddingModel build() {
            TextTokenizer tokenizer = TextTokenizer.read(source, maxTokens);
            try {
                return load(tokenizer);
            } catch (RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        }

        private OnnxEmbeddingModel load(TextTokenizer tokenizer) {
            Encoder encoder = Encoder.load(source, pooling);
            try {
                return new OnnxEmbeddingModel(this, tokenizer, encoder, trial(encoder));
            } catch (RuntimeException e) {
                encoder.close();
                throw e;
            }
        }

        /** The dimension, by a text of the longest length: better a failure now than at a document's end. */
        private int trial(Encoder encoder) {
            try {
                return encoder.encode(List.of(new Tokens(new int[maxTokens], false)))[0].length;
            } catch (NonRetriableException e) {
                throw new ConfigurationException(
                        "embedding model " + source + " cannot read " + maxTokens
                                + " tokens; set maxTokens to what its card says, often 512",
                        e);
            }
        }
    }
}
