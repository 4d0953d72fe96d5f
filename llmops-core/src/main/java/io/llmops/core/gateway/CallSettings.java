package io.llmops.core.gateway;

import static java.util.Objects.requireNonNull;

import io.llmops.core.guard.SensitiveWords;
import org.jspecify.annotations.Nullable;

/**
 * How calls of one wrapped model are booked and limited.
 *
 * @param scenario the scenario that a call outside of a frame is booked under
 * @param model the model asked for, as the ledger keeps it: {@code provider/name}, or the provider's own name
 * @param provider the model's provider as LLMOps names it, or null where it is not known
 * @param local whether it runs on the user's machine, so that a call costs nothing
 * @param words sensitive words to look for in messages and answers, or null
 * @param limits budgets and rate limits that a call must fit into
 * @param maxOutputTokens output tokens of a chat that names no bound itself, or null for none
 */
public record CallSettings(
        String scenario,
        String model,
        @Nullable String provider,
        boolean local,
        @Nullable SensitiveWords words,
        CallLimits limits,
        @Nullable Integer maxOutputTokens) {

    /** Checks that the limits are there. */
    public CallSettings {
        requireNonNull(limits, "limits");
    }
}
