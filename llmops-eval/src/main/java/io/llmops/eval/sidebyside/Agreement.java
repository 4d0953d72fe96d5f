package io.llmops.eval.sidebyside;

import io.llmops.eval.internal.Words;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much repeats of one row agree: the share of the most common answer among all repeats, 1 when all are equal. It is the
 * consistency of X. Wang and others, "Self-Consistency Improves Chain of Thought Reasoning in Language Models", ICLR 2023
 * (the percentage of decodes that agree with the aggregated answer). Answers are equal if a reader would call their words
 * the same: case, width, white space and punctuation do not count. A failed repeat agrees with no other.
 */
final class Agreement {

    private Agreement() {}

    /** Of at least one repeat; 0 if all failed. */
    static double of(Collection<Cell> repeats) {
        Map<List<String>, Integer> answers = new HashMap<>();
        for (Cell cell : repeats) {
            if (cell.failure().isEmpty()) {
                answers.merge(Words.essence(cell.text()), 1, Integer::sum);
            }
        }
        return answers.isEmpty() ? 0 : (double) Collections.max(answers.values()) / repeats.size();
    }
}
