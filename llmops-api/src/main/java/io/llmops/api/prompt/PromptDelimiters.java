package io.llmops.api.prompt;

import io.llmops.api.exception.PromptException;
import java.util.regex.Pattern;

/**
 * What encloses a tag in a prompt's templates: {@code {{ }}}, or others for a text that has double braces itself, such as
 * JSON.
 *
 * @param open what begins a tag
 * @param close what ends it
 */
public record PromptDelimiters(String open, String close) {

    private static final Pattern ONE = Pattern.compile("[^\\s=]{1,10}");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    /** {@code {{ }}}; it stands below what its constructor uses. */
    public static final PromptDelimiters DEFAULT = new PromptDelimiters("{{", "}}");

    /**
     * Checks both.
     *
     * @throws PromptException if one is empty, has more than ten characters, or has a blank or {@code =}
     */
    public PromptDelimiters {
        if (!ONE.matcher(open).matches() || !ONE.matcher(close).matches()) {
            throw new PromptException(
                    "delimiters '" + open + " " + close + "' must be two texts without blanks and '=', such as <% %>");
        }
    }

    /**
     * Reads two delimiters with a blank between, such as {@code <% %>}.
     *
     * @throws PromptException if they are of another form
     */
    public static PromptDelimiters parse(String text) {
        String[] two = BLANKS.split(text.strip());
        if (two.length != 2) {
            throw new PromptException("delimiters '" + text + "' must be two with a blank between, such as <% %>");
        }
        return new PromptDelimiters(two[0], two[1]);
    }

    /** The form that {@link #parse(String)} reads. */
    @Override
    public String toString() {
        return open + " " + close;
    }
}
