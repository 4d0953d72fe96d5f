package io.llmops.core.prompt;

/**
 * Advice on a prompt that may be published all the same.
 *
 * @param part the template that it is about, such as {@code system template} or {@code message 3 (user)}
 * @param line the line in that template, from 1
 * @param message what is so, and what to do
 */
public record PromptLint(String part, int line, String message) {

    /** The part, the line and the message, as a log shows them. */
    @Override
    public String toString() {
        return part + ", line " + line + ": " + message;
    }
}
