package io.llmops.core.guard;

import java.util.List;

/** What sensitive words say about a text, by their actions. */
final class WordVerdict {

    private WordVerdict() {}

    static Verdict of(SensitiveWords words, String text) {
        ScreenedText screened = words.screen(text);
        List<GuardHit> hits = screened.matches().stream()
                .map(m -> new GuardHit(m.word(), m.category(), m.severity(), m.start()))
                .toList();
        if (screened.refused()) {
            return Verdict.refuse(reason(screened), hits);
        }
        return screened.text().equals(text) ? Verdict.pass(hits) : Verdict.rewrite(screened.text(), hits);
    }

    private static String reason(ScreenedText screened) {
        return "sensitive words of category " + String.join(", ", screened.refusedCategories());
    }

    /** The words of an answer in pieces. */
    static GuardStream stream(SensitiveWords words, GuardContext context) {
        return words.onlyLogs() ? GuardStream.open() : new Pieces(words.stream(), context);
    }

    private record Pieces(WordStream words, GuardContext context) implements GuardStream {

        @Override
        public String push(String piece) {
            return passed(words.push(piece));
        }

        @Override
        public String finish() {
            return passed(words.finish());
        }

        private String passed(String text) {
            if (words.refused()) {
                throw context.refusal(reason(new ScreenedText("", words.matches())));
            }
            return text;
        }
    }
}
