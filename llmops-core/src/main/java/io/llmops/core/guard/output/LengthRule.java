package io.llmops.core.guard.output;

import io.llmops.core.guard.GuardContext;

/** An answer is not too short, nor too long. */
record LengthRule(int min, int max) implements OutputCheck.Rule {

    @Override
    public Finding check(String text, GuardContext context) {
        int length = text.codePointCount(0, text.length());
        if (length >= min && length <= max) {
            return Finding.none();
        }
        return Finding.problem(
                length + " characters, where " + min + " to " + max + " are wanted,",
                "Your answer has " + length + " characters. Answer again, in " + min + " to " + max + " characters.");
    }
}
