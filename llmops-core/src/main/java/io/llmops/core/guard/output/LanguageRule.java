package io.llmops.core.guard.output;

import io.llmops.core.guard.GuardContext;

/** Most of an answer is in one script. */
record LanguageRule(boolean chinese) implements OutputCheck.Rule {

    private static final int ENOUGH = 10;

    static LanguageRule of(String tag) {
        return switch (tag) {
            case "zh" -> new LanguageRule(true);
            case "en" -> new LanguageRule(false);
            default -> throw new IllegalArgumentException("language must be zh or en, but is '" + tag + "'");
        };
    }

    @Override
    public Finding check(String text, GuardContext context) {
        int han = 0;
        int words = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean latin = Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
            han += Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? 1 : 0;
            words += latin && !within ? 1 : 0;
            within = latin;
            i += Character.charCount(c);
        }
        int right = chinese ? han : words;
        if (han + words < ENOUGH || right * 2 >= han + words) {
            return Finding.none();
        }
        return chinese
                ? Finding.problem("no Chinese", "请用中文重新回答。")
                : Finding.problem("no English", "Answer again, in English.");
    }
}
