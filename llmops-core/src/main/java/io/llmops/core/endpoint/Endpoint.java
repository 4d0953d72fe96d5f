package io.llmops.core.endpoint;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.exception.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One named model behind the gateway, with what holds for it alone. Immutable; its models are not closed by it.
 *
 * <p>An endpoint that LLMOps built itself has no retries of its own, so that the gateway's are the only ones. A ready-made
 * model may retry unseen: it is called once per attempt, and not retried by the gateway unless a retry policy is given by
 * hand. Build such a model with {@code maxRetries(0)}.
 */
public final class Endpoint {

    /** Weight of an endpoint: {@value}. */
    public static final int DEFAULT_WEIGHT = 1;

    private final String name;
    private final @Nullable ChatModel chat;
    private final @Nullable StreamingChatModel streaming;
    private final @Nullable EmbeddingModel embedding;
    private final String model;
    private final @Nullable String provider;
    private final boolean local;
    private final boolean owned;
    private final int weight;
    private final @Nullable Duration attemptTimeout;
    private final int maxConcurrent;
    private final int rateLimit;
    private final Duration ratePeriod;

    private Endpoint(Builder b) {
        this.name = b.name;
        this.chat = b.chat;
        this.streaming = b.streaming;
        this.embedding = b.embedding;
        this.model = requireNonNull(b.model);
        this.provider = b.provider;
        this.local = b.local;
        this.owned = b.owned;
        this.weight = b.weight;
        this.attemptTimeout = b.attemptTimeout;
        this.maxConcurrent = b.maxConcurrent;
        this.rateLimit = b.rateLimit;
        this.ratePeriod = b.ratePeriod;
    }

    /**
     * A builder of an endpoint.
     *
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Its name, unique in its gateway. */
    public String name() {
        return name;
    }

    /** Its chat model, if it has one. */
    public Optional<ChatModel> chat() {
        return Optional.ofNullable(chat);
    }

    /** Its streaming chat model, if it has one. */
    public Optional<StreamingChatModel> streaming() {
        return Optional.ofNullable(streaming);
    }

    /** Its embedding model, if it has one. */
    public Optional<EmbeddingModel> embedding() {
        return Optional.ofNullable(embedding);
    }

    /** The model, as the ledger keeps it and the price book knows it. */
    public String model() {
        return model;
    }

    /** Its provider as LLMOps names it, such as {@code openai}, if it is known. */
    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    /** Whether it runs on the user's machine, so that a call costs nothing. */
    public boolean local() {
        return local;
    }

    /** Whether LLMOps built it, so that it does not retry by itself. */
    public boolean owned() {
        return owned;
    }

    int weight() {
        return weight;
    }

    /** The time for one attempt, if it is bounded. */
    public Optional<Duration> attemptTimeout() {
        return Optional.ofNullable(attemptTimeout);
    }

    int maxConcurrent() {
        return maxConcurrent;
    }

    int rateLimit() {
        return rateLimit;
    }

    Duration ratePeriod() {
        return ratePeriod;
    }

    @Override
    public String toString() {
        return "Endpoint[" + name + ", " + model + "]";
    }

    /** Builds an {@link Endpoint}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private @Nullable ChatModel chat;
        private @Nullable StreamingChatModel streaming;
        private @Nullable EmbeddingModel embedding;
        private @Nullable String model;
        private @Nullable String provider;
        private boolean local;
        private boolean owned;
        private int weight = DEFAULT_WEIGHT;
        private @Nullable Duration attemptTimeout;
        private int maxConcurrent;
        private int rateLimit;
        private Duration ratePeriod = Duration.ofSeconds(1);

        private Builder(String name) {
            if (requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("an endpoint's name must not be blank");
            }
            this.name = name;
        }

        /** Its chat model. */
        public Builder chat(ChatModel chat) {
            this.chat = requireNonNull(chat, "chat");
            return this;
        }

        /** Its streaming chat model; the same as the chat model, if that streams. */
        public Builder streaming(StreamingChatModel streaming) {
            this.streaming = requireNonNull(streaming, "streaming");
            return this;
        }

        /** Its embedding model. */
        public Builder embedding(EmbeddingModel embedding) {
            this.embedding = requireNonNull(embedding, "embedding");
            return this;
        }

        /** The model for ledger and price book, {@code provider/name} or the provider's own; the model's own by default. */
        public Builder model(String model) {
            this.model = requireNonNull(model, "model");
            return this;
        }

        /** Its provider as LLMOps names it; read from the model by default. */
        public Builder provider(@Nullable String provider) {
            this.provider = provider;
            return this;
        }

        /** Whether it runs on the user's machine, so that a call costs nothing; false by default. */
        public Builder local(boolean local) {
            this.local = local;
            return this;
        }

        /** Whether its model does not retry by itself, so that the gateway may; false by default. */
        public Builder owned(boolean owned) {
            this.owned = owned;
            return this;
        }

        /**
         * Its share under {@link Routing#WEIGHTED}; 1 by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder weight(int weight) {
            this.weight = Checks.positive("endpoint '" + name + "': weight", weight);
            return this;
        }

        /**
         * The time for one attempt; unbounded by default, as the call's deadline bounds it. Of a stream, the time for the
         * first token, where that is less than {@link StreamLimits#firstToken()}.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = Checks.positive("endpoint '" + name + "': attemptTimeout", attemptTimeout);
            return this;
        }

        /**
         * At most so many calls at once; a call too many goes to another endpoint. Unbounded by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxConcurrent(int maxConcurrent) {
            this.maxConcurrent = Checks.positive("endpoint '" + name + "': maxConcurrent", maxConcurrent);
            return this;
        }

        /**
         * At most so many calls a period; a call waits for at most one period, else it goes to another endpoint. Unbounded
         * by default.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public Builder rateLimit(int calls, Duration period) {
            this.rateLimit = Checks.positive("endpoint '" + name + "': rateLimit", calls);
            this.ratePeriod = Checks.positive("endpoint '" + name + "': rateLimit period", period);
            return this;
        }

        /**
         * The endpoint.
         *
         * @throws ConfigurationException if it has no model
         */
        public Endpoint build() {
            if (chat == null && streaming == null && embedding == null) {
                throw new ConfigurationException(
                        "endpoint '" + name + "': no model: give chat, streaming or embedding");
            }
            if (streaming == null && chat instanceof StreamingChatModel both) {
                streaming = both;
            }
            if (model == null) {
                model = ModelNames.of(chat, streaming, embedding);
            }
            if (provider == null) {
                provider = ModelNames.provider(chat, streaming, embedding);
            }
            return new Endpoint(this);
        }
    }
}
