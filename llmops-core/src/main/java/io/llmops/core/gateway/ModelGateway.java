package io.llmops.core.gateway;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.core.cache.Cache;
import io.llmops.core.cache.ResponseCache;
import io.llmops.core.cache.ResponseCaches;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.guard.Guard;
import io.llmops.core.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One chat model over several: it routes, tries again, falls back, keeps budgets and records, and is a {@link ChatModel}
 * and a {@link StreamingChatModel} wherever one is wanted. A synchronous call stays on the caller's thread. Thread-safe;
 * closed by who built it, which closes none of the models.
 *
 * <p>It is both kinds of model. Where a method takes either, say which: {@code ChatModel chat = gateway;}.
 *
 * <pre>{@code
 * ModelGateway model = ModelGateway.builder()
 *     .endpoint("primary", openAi)
 *     .endpoint("spare", ollama)
 *     .fallback("spare")
 *     .retry(r -> r.maxAttempts(3).backoff(Duration.ofMillis(200), 2.0))
 *     .budget(Budget.perDay(Money.usd("20.00")))
 *     .build();
 * }</pre>
 */
public final class ModelGateway implements ChatModel, StreamingChatModel, AutoCloseable {

    private final GatewayParts parts;
    private final ChatModel chat;
    private final StreamingChatModel streaming;

    private ModelGateway(GatewayParts parts) {
        this.parts = parts;
        this.chat = parts.gateway().chat(parts.settings());
        List<String> silent = parts.settings().reached().stream()
                .filter(e -> e.streaming().isEmpty())
                .map(Endpoint::name)
                .toList();
        this.streaming = silent.isEmpty()
                ? parts.gateway().streaming(parts.settings())
                : new NoStreams("endpoints " + silent + " have no streaming model: give them one with streaming(...)");
    }

    /** A builder without endpoints. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return chat.chat(request);
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return chat.chat(request, options);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return chat.doChat(request);
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        streaming.chat(request, handler);
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        streaming.chat(request, options, handler);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        streaming.doChat(request, handler);
    }

    /** Those of its endpoint if it has one; none if it has several, since each adds its own. */
    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return chat.defaultRequestParameters();
    }

    /** Every listener of any endpoint, once; each hears of a logical call once. */
    @Override
    public List<ChatModelListener> listeners() {
        return chat.listeners();
    }

    /** The provider of all endpoints, or {@link ModelProvider#OTHER} where they differ. */
    @Override
    public ModelProvider provider() {
        return chat.provider();
    }

    /** What every endpoint can. */
    @Override
    public Set<Capability> supportedCapabilities() {
        return chat.supportedCapabilities();
    }

    /**
     * Deletes every answer that the cache keeps for a tenant, in memory and in its store.
     *
     * @throws io.llmops.api.exception.StoreException if the store fails: its answers may still be there
     */
    public void evictCache(String tenant) {
        parts.caches().evict(requireNonNull(tenant, "tenant"));
    }

    /** Reports and records of its calls, from its store of records. */
    public Ledger ledger() {
        return parts.ledger();
    }

    /** Returns when every record written before is in the ledger's store, or after ten seconds. */
    public void flush() {
        parts.flush();
    }

    /** Ends streams that go on, keeps what the ledger still holds, and stops the threads. Closing twice does nothing. */
    @Override
    public void close() {
        parts.close();
    }

    private record NoStreams(String reason) implements StreamingChatModel {
        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onError(new UnsupportedFeatureException(reason));
        }
    }

    /** Builds a {@link ModelGateway}. Not thread-safe. */
    public static final class Builder extends GatewayBuilder<Builder> {

        private @Nullable Cache cache;
        private final List<Guard> guards = new ArrayList<>();

        private Builder() {}

        /** Gives answers again to equal questions, and if asked to questions in other words; no cache by default. */
        public Builder cache(Cache cache) {
            this.cache = requireNonNull(cache, "cache");
            return this;
        }

        /**
         * How long a stream may take to its first token, from one to the next, and in all;
         * {@link io.llmops.core.endpoint.StreamLimits#DEFAULT} by default.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public Builder streamLimits(Duration firstToken, Duration gap, Duration total) {
            limitStreams(firstToken, gap, total);
            return this;
        }

        @Override
        @Nullable ResponseCache cache(ResponseCaches caches) {
            return cache == null ? null : caches.get(scenario(), cache);
        }

        /**
         * Adds a guard on what goes in and comes out, after those added before: sensitive words, personal data, prompt
         * injection, the form of answers, or the application's own. None by default.
         */
        public Builder guard(Guard guard) {
            guards.add(requireNonNull(guard, "guard"));
            return this;
        }

        @Override
        List<Guard> guards() {
            return guards;
        }

        /** An endpoint with its defaults; if the model streams as well, so does the endpoint. */
        public Builder endpoint(String name, ChatModel model) {
            return endpoint(name, e -> e.chat(model));
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The gateway.
         *
         * @throws ConfigurationException if there is no endpoint to call first, one has no chat model, two have one name, a
         *     fallback names none, or a budget meets a model without a price
         */
        public ModelGateway build() {
            String mute = endpoints().stream()
                    .filter(e -> e.chat().isEmpty())
                    .map(e -> "'" + e.name() + "'")
                    .collect(Collectors.joining(", "));
            if (!mute.isEmpty()) {
                throw new ConfigurationException(
                        "endpoint: " + mute + " has no chat model: give it one with chat(...)");
            }
            return new ModelGateway(parts());
        }
    }
}
