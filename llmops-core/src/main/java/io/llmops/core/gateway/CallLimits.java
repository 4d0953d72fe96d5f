package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.llmops.core.budget.Budgets;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.limit.RateLimiter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one wrapped model must fit into.
 *
 * @param budgets every budget that a call must fit into
 * @param rates every rate limit that a call must fit into
 * @param cheaper the models that budgets may send a call to, by the reference that they name
 */
public record CallLimits(Budgets budgets, List<RateLimiter> rates, Map<String, Cheaper> cheaper) {

    /** No limit. */
    public static final CallLimits NONE = new CallLimits(Budgets.NONE, List.of(), Map.of());

    /**
     * A model that a budget may send a call to.
     *
     * @param model the model as the ledger keeps it and the price book knows it
     * @param local whether it runs on the user's machine, so that a call costs nothing
     * @param chat the model
     * @param streaming the same as a stream, or null if it does not stream
     */
    public record Cheaper(String model, boolean local, ChatModel chat, @Nullable StreamingChatModel streaming) {}

    /** Copies the list and the map. */
    public CallLimits {
        rates = List.copyOf(rates);
        cheaper = Map.copyOf(cheaper);
    }

    /** Whether tokens are limited, or cost limited money, so that a call's output needs a bound. */
    boolean needsTokenBound(boolean local) {
        return rates.stream().anyMatch(r -> r.limit().unit() == RateLimit.Unit.TOKENS) || budgets.needTokenBound(local);
    }

    boolean isEmpty() {
        return budgets.isEmpty() && rates.isEmpty();
    }
}
