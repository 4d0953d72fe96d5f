package io.llmops.api.eval;

import java.time.Instant;

/**
 * A person's verdict on one output.
 *
 * @param example the row's id
 * @param subject the subject's name
 * @param repeat counted from 1
 * @param good whether the output is good
 * @param comment free text; empty if none
 * @param ratedAt when
 */
public record Rating(String example, String subject, int repeat, boolean good, String comment, Instant ratedAt) {}
