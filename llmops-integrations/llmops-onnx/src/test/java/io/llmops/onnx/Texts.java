package io.llmops.onnx;

import java.util.List;
import java.util.stream.IntStream;

/** Texts of all lengths, in English and Chinese. */
final class Texts {

    static final String LONG_ENGLISH = "The committee read the report and asked for a second one. ".repeat(60);
    static final String LONG_CHINESE = "年假可以结转到下一年，但不得超过五天。".repeat(60);

    private Texts() {}

    /** Nineteen texts from one word to more than the models read, in no order of length. */
    static List<String> mixed() {
        List<String> bases = List.of("leave", "How many days of leave carry over?", "年假最多可以结转几天？", "Ünïcödé 🙂 text");
        return IntStream.range(0, 19)
                .mapToObj(i -> i == 7
                        ? LONG_ENGLISH
                        : i == 11 ? LONG_CHINESE : (bases.get(i % 4) + " " + i + " ").repeat(1 + i * 5 % 17))
                .toList();
    }
}
