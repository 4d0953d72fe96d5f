package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.Usage;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.endpoint.Time;
import io.llmops.core.ledger.CallIds;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.core.observe.Observers;
import io.llmops.core.price.PriceBook;
import io.llmops.core.provider.OutputLimits;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a model. A model that is wrapped here is called through guard, budget and ledger, in that order from the
 * inside out: every logical call leaves one record, refused ones included. Thread-safe.
 */
public final class Gateway {

    private static final int COMPARED_TOKENS = 1_000;

    private final LedgerWriter ledger;
    private final PriceBook prices;
    private final Clock clock;
    private final Time time;
    private final Streams streams;
    private final Function<ChatResponseMetadata, Optional<Usage>> usageReader;
    private final OutputLimits outputLimits;
    private final Observers observers;

    /**
     * A gateway.
     *
     * @param usageReader tokens by class, from a provider's own report; empty for reports that it does not know
     * @param outputLimits how long an answer may be, in the fields of each provider
     * @param time by which latencies are measured and calls are bounded
     * @param streams knows the streams that are going on
     */
    public Gateway(
            LedgerWriter ledger,
            PriceBook prices,
            Clock clock,
            Time time,
            Streams streams,
            Function<ChatResponseMetadata, Optional<Usage>> usageReader,
            OutputLimits outputLimits,
            Observers observers) {
        this.ledger = ledger;
        this.prices = prices;
        this.clock = clock;
        this.time = time;
        this.streams = streams;
        this.usageReader = usageReader;
        this.outputLimits = outputLimits;
        this.observers = observers;
    }

    /** The way of calls over endpoints, by this gateway's time and prices. */
    public Route route(List<Endpoint> endpoints, RoutePolicy policy) {
        return new Route(endpoints, policy, this::price, time, () -> ThreadLocalRandom.current()
                .nextLong());
    }

    /** What a call of equal size costs at an endpoint, to compare by. */
    private double price(Endpoint endpoint) {
        return endpoint.local()
                ? 0
                : prices.upperBound(endpoint.model(), COMPARED_TOKENS, COMPARED_TOKENS)
                        .map(money -> money.amount().doubleValue())
                        .orElse(Double.POSITIVE_INFINITY);
    }

    /** The chat models of a route as one; each endpoint must have one. */
    public ChatModel chat(CallSettings settings) {
        return new GatewayChatModel(this, settings);
    }

    /** The streaming models of a route as one; each endpoint must have one. */
    public StreamingChatModel streaming(CallSettings settings) {
        return new GatewayStreamingChatModel(this, settings);
    }

    /** The embedding models of a route as one; each endpoint must have one. */
    public EmbeddingModel embedding(CallSettings settings) {
        return new GatewayEmbeddingModel(this, settings);
    }

    /** Told of each operation. */
    public Observers observers() {
        return observers;
    }

    Streams streams() {
        return streams;
    }

    LedgerWriter ledger() {
        return ledger;
    }

    PriceBook prices() {
        return prices;
    }

    OutputLimits outputLimits() {
        return outputLimits;
    }

    Clock clock() {
        return clock;
    }

    long nanoTime() {
        return time.nanoTime();
    }

    String newId() {
        return CallIds.at(clock.instant());
    }

    /** Tokens by class, from all that an answer says of itself. */
    Usage usage(ChatResponseMetadata answer) {
        return TokenUsages.read(answer, usageReader);
    }

    /** The same where a report of usage is all there is. */
    Usage usage(@Nullable TokenUsage reported) {
        return usage(ChatResponseMetadata.builder().tokenUsage(reported).build());
    }
}
