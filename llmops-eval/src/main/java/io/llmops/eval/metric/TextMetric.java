package io.llmops.eval.metric;

import io.llmops.api.eval.Example;
import io.llmops.api.eval.Metric;
import io.llmops.api.eval.Output;
import io.llmops.api.eval.Score;
import io.llmops.eval.internal.Words;
import java.util.List;
import java.util.function.BiFunction;

/** A metric made of a function. */
record TextMetric(String name, double threshold, BiFunction<Example, Output, Score> scorer) implements Metric {

    /** How near an answer's words are to those expected, of which there is at least one: from 0 to 1. */
    interface Comparison {
        double of(List<String> expected, List<String> answer);
    }

    TextMetric {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold is from 0 to 1, but is " + threshold);
        }
    }

    static TextMetric comparing(String name, double threshold, Comparison comparison) {
        return new TextMetric(name, threshold, (example, output) -> example.answer()
                .map(expected -> compare(expected, output.text(), comparison))
                .orElseGet(() -> Score.unscored("the row has no expected answer")));
    }

    private static Score compare(String expected, String answer, Comparison comparison) {
        List<String> words = Words.of(expected);
        if (!words.isEmpty()) {
            return Score.of(comparison.of(words, Words.of(answer)));
        }
        List<String> symbols = Words.symbols(expected);
        return symbols.isEmpty()
                ? Score.unscored("the row's expected answer is blank")
                : Score.of(comparison.of(symbols, Words.symbols(answer)));
    }

    @Override
    public Score score(Example example, Output output) {
        return scorer.apply(example, output);
    }
}
