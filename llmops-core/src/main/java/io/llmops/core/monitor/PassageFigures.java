package io.llmops.core.monitor;

/**
 * What happened to a document, or to one chunk of it, in answers.
 *
 * @param passages how often it was given to a model
 * @param cited how often the answer cited it
 * @param meanScore mean of its scores then, 0 to 1; 0 where it was never given
 * @param words sensitive words found in it, at ingestion or in a passage
 * @param refusals calls that the provider's content filter refused or cut while it was in the prompt
 * @param feedback what people said of answers that were given it
 */
public record PassageFigures(
        long passages, long cited, double meanScore, long words, long refusals, FeedbackCounts feedback) {}
