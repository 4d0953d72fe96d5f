package io.llmops.api.prompt;

import org.jspecify.annotations.Nullable;

/**
 * A label of a prompt and where it points.
 *
 * @param label its name
 * @param scenario the scenario that it is for, or null for all that have none of this name of their own
 * @param target where it points; never none
 */
public record PromptLabel(String label, @Nullable String scenario, Rollout target) {}
