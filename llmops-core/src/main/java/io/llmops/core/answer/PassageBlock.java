package io.llmops.core.answer;

import io.llmops.api.knowledge.Passage;
import io.llmops.core.guard.injection.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How numbered passages stand in a prompt, and how a model in this process reads them back. Each passage is enclosed in
 * tags that carry a mark which is new for every request, and cleaned as {@link Untrusted#clean} does, so that text inside a
 * passage cannot close its tag.
 *
 * <pre>
 * &lt;passage n="1" mark="k3f9x2" from="leave.md"&gt;
 * Up to five days carry over.
 * &lt;/passage k3f9x2&gt;
 * </pre>
 */
public final class PassageBlock {

    private static final Pattern BLOCK = Pattern.compile(
            "<passage n=\"(\\d{1,4})\" mark=\"([0-9a-z]{6,32})\" from=\"([^\"\\n]*)\">\\n(.*?)\\n</passage \\2>",
            Pattern.DOTALL);

    private PassageBlock() {}

    /**
     * A passage as it stands in a prompt.
     *
     * @param number its number, by which an answer refers to it
     * @param from what it comes from, for people
     * @param text its text
     */
    public record Entry(int number, String from, String text) {}

    /**
     * The passages, numbered from 1, as they are put into a prompt; empty for no passages.
     *
     * @param mark new for every request; 6 to 32 lower-case letters and digits
     * @throws IllegalArgumentException if {@code mark} is of another form
     */
    public static String render(List<Passage> passages, String mark) {
        if (!mark.matches("[0-9a-z]{6,32}")) {
            throw new IllegalArgumentException("mark must be 6 to 32 lower-case letters and digits");
        }
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (Passage p : passages) {
            number++;
            if (number > 1) {
                out.append("\n\n");
            }
            out.append("<passage n=\"")
                    .append(number)
                    .append("\" mark=\"")
                    .append(mark)
                    .append("\" from=\"");
            out.append(Untrusted.oneLine(p.title().isBlank() ? p.document() : p.title(), mark))
                    .append("\">\n");
            out.append(Untrusted.clean(p.text(), mark).strip())
                    .append("\n</passage ")
                    .append(mark)
                    .append('>');
        }
        return out.toString();
    }

    /** The passages in a prompt, in order. */
    public static List<Entry> parse(String prompt) {
        List<Entry> entries = new ArrayList<>();
        Matcher m = BLOCK.matcher(prompt);
        while (m.find()) {
            entries.add(new Entry(Integer.parseInt(m.group(1)), m.group(3), m.group(4)));
        }
        return entries;
    }

    /** A prompt without its passages. */
    public static String strip(String prompt) {
        return BLOCK.matcher(prompt).replaceAll("");
    }
}
