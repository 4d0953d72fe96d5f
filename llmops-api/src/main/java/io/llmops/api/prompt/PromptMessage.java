package io.llmops.api.prompt;

import static java.util.Objects.requireNonNull;

/**
 * One message of a prompt.
 *
 * @param role who speaks
 * @param text its template
 */
public record PromptMessage(PromptRole role, String text) {

    /** Checks that both are there. */
    public PromptMessage {
        requireNonNull(role, "role");
        requireNonNull(text, "text");
    }
}
