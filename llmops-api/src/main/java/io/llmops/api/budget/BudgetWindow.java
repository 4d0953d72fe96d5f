package io.llmops.api.budget;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One minute, day or month that a budget is spent in, or all time.
 *
 * @param name tells windows of one counter apart, such as {@code 2026-11-24}
 * @param end when it is over, exclusive; {@link Instant#MAX} for never
 */
public record BudgetWindow(String name, Instant end) {

    /** Checks that both are there. */
    public BudgetWindow {
        requireNonNull(name, "name");
        requireNonNull(end, "end");
    }
}
