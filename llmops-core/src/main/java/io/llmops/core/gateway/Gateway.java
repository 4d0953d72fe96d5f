package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.Usage;
import io.llmops.core.ledger.CallIds;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.core.price.PriceBook;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a model. A model that is wrapped here is called through guard, budget and ledger, in that order from the
 * inside out: every logical call leaves one record, refused ones included. Thread-safe.
 */
public final class Gateway {

    private final LedgerWriter ledger;
    private final PriceBook prices;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Function<TokenUsage, Optional<Usage>> usageReader;

    /**
     * A gateway.
     *
     * @param usageReader tokens by class, from a provider's own report; empty for reports that it does not know
     * @param nanoTime by which latencies are measured
     */
    public Gateway(
            LedgerWriter ledger,
            PriceBook prices,
            Clock clock,
            LongSupplier nanoTime,
            Function<TokenUsage, Optional<Usage>> usageReader) {
        this.ledger = ledger;
        this.prices = prices;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.usageReader = usageReader;
    }

    /** The model behind the gateway; its listeners fire as before, once per logical call. */
    public ChatModel wrap(ChatModel model, CallSettings settings) {
        return new GatewayChatModel(model, this, settings);
    }

    /** The streaming model behind the gateway. */
    public StreamingChatModel wrap(StreamingChatModel model, CallSettings settings) {
        return new GatewayStreamingChatModel(model, this, settings);
    }

    /** The embedding model behind the gateway. */
    public EmbeddingModel wrap(EmbeddingModel model, CallSettings settings) {
        return new GatewayEmbeddingModel(model, this, settings);
    }

    LedgerWriter ledger() {
        return ledger;
    }

    PriceBook prices() {
        return prices;
    }

    Clock clock() {
        return clock;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    String newId() {
        return CallIds.next();
    }

    Usage usage(@Nullable TokenUsage reported) {
        return TokenUsages.read(reported, usageReader);
    }
}
