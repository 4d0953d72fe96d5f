package io.llmops.core.prompt;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a draft from being published.
 *
 * @param where the part and position, as messages begin with them; empty for the whole prompt
 * @param variable the variable that it is about, or null
 */
record DraftProblem(String where, @Nullable String variable, String message) {

    static DraftProblem at(PromptPart part, Position at, String variable, String message) {
        return new DraftProblem(part.label() + ", " + at, variable, message);
    }

    Optional<String> about() {
        return Optional.ofNullable(variable);
    }

    @Override
    public String toString() {
        return where + message;
    }
}
