package io.llmops.core.monitor;

import io.llmops.core.ledger.Share;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * One week of a knowledge base.
 *
 * @param monday the week's first day in the report's zone; the first and the last week of a report may be cut
 * @param hits questions with a passage over the threshold
 * @param relevance how the best passages were distributed
 * @param drift population stability index of {@code relevance} against the week before that had questions; empty for the
 *     first one
 */
public record KnowledgeWeek(LocalDate monday, Share hits, Relevance relevance, OptionalDouble drift) {}
