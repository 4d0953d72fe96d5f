package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptMessage;
import io.llmops.api.prompt.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Messages as text: a heading with the role above each. A heading is a run of {@code #} and the role. The run has two
 * signs, and more where a text itself holds such a line, as the fence of a code block grows with what it encloses; the
 * first heading says how many.
 */
final class MessageText {

    private static final int MAX_RUN = 64;

    private MessageText() {}

    static String write(PromptDraft draft) {
        String run = run(draft);
        StringBuilder out = new StringBuilder();
        draft.messages()
                .forEach(
                        m -> out.append(heading(run, m.role())).append(m.text()).append('\n'));
        return out.toString();
    }

    /** The messages under their headings; none if the text does not begin with a heading. */
    static List<PromptMessage> read(String text) {
        String run = run(text);
        List<PromptMessage> messages = new ArrayList<>();
        int at = 0;
        for (Optional<PromptRole> role = role(run, text, at); role.isPresent(); role = role(run, text, at)) {
            int from = at + heading(run, role.get()).length();
            at = nextHeading(run, text, from);
            int end = at > from && text.charAt(at - 1) == '\n' ? at - 1 : at;
            messages.add(new PromptMessage(role.get(), text.substring(from, end)));
        }
        return messages;
    }

    /** Where the first line from here on that is a heading begins; the end of the text if there is none. */
    private static int nextHeading(String run, String text, int from) {
        int at = from;
        while (at < text.length() && role(run, text, at).isEmpty()) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
        return at;
    }

    /** The messages as they were read before there were assistants: a heading of one was text then. */
    static List<PromptMessage> withoutAssistant(String text) {
        String heading = "\n" + heading(run(text), PromptRole.ASSISTANT);
        List<PromptMessage> merged = new ArrayList<>();
        for (PromptMessage message : read(text)) {
            int last = merged.size() - 1;
            if (message.role() == PromptRole.ASSISTANT && last >= 0) {
                PromptMessage before = merged.get(last);
                merged.set(last, new PromptMessage(before.role(), before.text() + heading + message.text()));
            } else {
                merged.add(message);
            }
        }
        return merged;
    }

    private static String run(String text) {
        int length = 0;
        while (length < text.length() && text.charAt(length) == '#') {
            length++;
        }
        return text.substring(0, length);
    }

    /** The role in the heading at a position, if there is one. */
    private static Optional<PromptRole> role(String run, String text, int at) {
        if (run.length() >= 2) {
            for (PromptRole role : PromptRole.values()) {
                if (text.startsWith(heading(run, role), at)) {
                    return Optional.of(role);
                }
            }
        }
        return Optional.empty();
    }

    private static String run(PromptDraft draft) {
        StringBuilder all = new StringBuilder("\n");
        draft.messages().forEach(m -> all.append(m.text()).append('\n'));
        String text = all.toString().replace("\r\n", "\n");
        for (int length = 2; length <= MAX_RUN; length++) {
            if (!hasHeading(text, "#".repeat(length))) {
                return "#".repeat(length);
            }
        }
        throw new PromptException("prompt '" + draft.name() + "' has headings '## user' to " + MAX_RUN
                + " signs deep: change one of them");
    }

    private static boolean hasHeading(String text, String run) {
        for (PromptRole role : PromptRole.values()) {
            if (text.contains("\n" + heading(run, role))) {
                return true;
            }
        }
        return false;
    }

    private static String heading(String run, PromptRole role) {
        return run + " " + role.name().toLowerCase(Locale.ROOT) + "\n";
    }
}
