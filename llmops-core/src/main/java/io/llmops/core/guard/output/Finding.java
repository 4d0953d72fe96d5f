package io.llmops.core.guard.output;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about an answer.
 *
 * @param mendedText a text to take in its place, or null
 * @param problem what is wrong, without a word of the answer; null if nothing is
 * @param instruction what the model is told to mend it
 * @param position where it is wrong
 */
record Finding(@Nullable String mendedText, @Nullable String problem, String instruction, int position) {

    private static final Finding NONE = new Finding(null, null, "", 0);

    static Finding none() {
        return NONE;
    }

    static Finding mended(String text) {
        return new Finding(text, null, "", 0);
    }

    static Finding problem(String reason, String instruction) {
        return problem(reason, instruction, 0);
    }

    static Finding problem(String reason, String instruction, int position) {
        return new Finding(null, reason, instruction, position);
    }

    boolean good() {
        return problem == null;
    }

    Optional<String> mended() {
        return Optional.ofNullable(mendedText);
    }

    String reason() {
        return problem == null ? "" : problem;
    }
}
