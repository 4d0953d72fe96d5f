package io.llmops.core.cache;

import org.jspecify.annotations.Nullable;

/**
 * Within which a cached answer may be given again: never beyond it.
 *
 * @param tenant on whose behalf, or null
 * @param scenario the scenario
 * @param promptVersion the prompt version, {@code name@number}, or null
 * @param model the model asked for
 * @param mark a text in the messages that is new for every request and means nothing to the answer, or null
 */
public record CacheScope(
        @Nullable String tenant,
        String scenario,
        @Nullable String promptVersion,
        String model,
        @Nullable String mark) {}
