package io.llmops.core.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for variables that stand before a long stretch of text that never changes. For one prompt, by one thread.
 */
final class StableFirst {

    /** From how many characters on a stretch is long; a letter of Chinese, Japanese or Korean counts four. */
    static final int LONG = 500;

    private static final int WIDE = 4;

    private final Map<String, Early> early = new LinkedHashMap<>();
    private final PartialCount count = new PartialCount();
    private int stretch;

    /** The first use of a variable, and the longest stretch behind it. */
    private static final class Early {
        private final PromptPart part;
        private final int line;
        private int longest;

        Early(PromptPart part, int line) {
            this.part = part;
            this.line = line;
        }
    }

    List<PromptLint> read(List<PromptPart> parts) {
        parts.forEach(part -> all(part, part.template().nodes(), null));
        end();
        List<PromptLint> lints = new ArrayList<>();
        early.forEach((name, at) -> {
            if (at.longest >= LONG) {
                lints.add(new PromptLint(
                        at.part.label(),
                        at.line,
                        "'" + name + "' comes before " + at.longest
                                + " characters (Chinese ones count " + WIDE
                                + ") of text that never changes: put that text"
                                + " first, so that providers' prompt caches can keep it"));
            }
        });
        return lints;
    }

    /** @param outer where the partial that the nodes are in is named, or null for the part's own */
    private void all(PromptPart part, List<Node> nodes, @Nullable Position outer) {
        for (Node node : nodes) {
            if (node instanceof Node.Text text) {
                stretch += width(text.text());
            } else if (node instanceof Node.Variable v) {
                vary(part, v.name(), outer);
            } else if (node instanceof Node.Section s) {
                vary(part, s.name(), outer); // What is inside may be left out or repeated, so none of it is stable.
            } else if (node instanceof Node.Partial p) {
                Template template = part.template().partials().find(p, count.enter(p));
                if (template != null) {
                    all(part, template.nodes(), outer == null ? p.at() : outer);
                }
                count.leave();
            }
        }
    }

    private void vary(PromptPart part, Name name, @Nullable Position outer) {
        end();
        name.variable()
                .ifPresent(n -> early.putIfAbsent(n, new Early(part, (outer == null ? name.at() : outer).line())));
    }

    /** Ends a stretch, which stands behind every variable so far. */
    private void end() {
        int length = stretch;
        early.values().forEach(at -> at.longest = Math.max(at.longest, length));
        stretch = 0;
    }

    private static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i++) {
            width += Character.isIdeographic(text.charAt(i)) ? WIDE : 1;
        }
        return width;
    }
}
