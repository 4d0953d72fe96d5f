package io.llmops.eval.metric;

import io.llmops.api.eval.Metric;
import io.llmops.api.eval.Score;
import java.util.Collections;

/**
 * Metrics that compare an answer with the expected one, without a model.
 *
 * <p>Texts are compared as lists of words. Case, full and half width, white space and punctuation do not count; Chinese,
 * Japanese and other scripts without spaces give a word for each character. The sign and the decimal point of a number
 * count, thousands separators do not. Where the expected answer has neither letters nor digits, characters are compared
 * instead. A row without an expected answer is unscored, except by {@link #answered()}.
 *
 * <p>All are thread-safe. They are also found by name through {@link io.llmops.api.spi.MetricProvider}.
 */
public final class TextMetrics {

    private TextMetrics() {}

    /** 1 if the answer is the expected one, else 0. Named {@code exact}. */
    public static Metric exact() {
        return comparing("exact", (expected, answer) -> answer.equals(expected) ? 1 : 0);
    }

    /**
     * 1 if the words of the expected answer are in the answer, one after the other, else 0. Named {@code contains}.
     *
     * <p>Whole words are compared, so that "nothing" does not contain "no". The metric does not understand the sentence:
     * "not true" contains "true".
     */
    public static Metric contains() {
        return comparing("contains", (expected, answer) -> Collections.indexOfSubList(answer, expected) >= 0 ? 1 : 0);
    }

    /**
     * Harmonic mean of precision and recall of the answer's words, as multisets and without English articles: 2 &times;
     * common / (words of the answer + words of the expected answer). Named {@code f1}.
     *
     * <p>The F1 of P. Rajpurkar, J. Zhang, K. Lopyrev and P. Liang, "SQuAD: 100,000+ Questions for Machine Comprehension
     * of Text", EMNLP 2016, section 6.1, with one expected answer. It differs from their script where this class says so:
     * numbers keep sign and point, punctuation parts words, and Chinese goes by character.
     *
     * @param threshold from 0 to 1: what a row must reach to be good
     * @throws IllegalArgumentException if {@code threshold} is not from 0 to 1
     */
    public static Metric f1(double threshold) {
        return TextMetric.comparing("f1", threshold, TokenF1::of);
    }

    /**
     * 1 if the subject answered just where the row has an expected answer, else 0. Named {@code answered}.
     *
     * <p>For datasets in which a row without an expected answer has none to be found, and should be refused.
     */
    public static Metric answered() {
        return new TextMetric(
                "answered",
                Metric.DEFAULT_THRESHOLD,
                (example, output) ->
                        Score.of(output.answered() == example.answer().isPresent() ? 1 : 0));
    }

    private static Metric comparing(String name, TextMetric.Comparison comparison) {
        return TextMetric.comparing(name, Metric.DEFAULT_THRESHOLD, comparison);
    }
}
