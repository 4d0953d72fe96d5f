package io.llmops.api.prompt;

import java.time.Instant;

/**
 * One line of a prompt's history of labels: what was done, by whom and why, and what came of it.
 *
 * @param change what was asked for
 * @param from where the label pointed before
 * @param to where it points since
 * @param at when
 */
public record LabelMove(LabelChange change, Rollout from, Rollout to, Instant at) {}
