package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDelimiters;
import io.llmops.api.prompt.PromptDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for {@code {{name}}} where other delimiters make it text: a variable that no value reaches. */
final class ForeignTags {

    private static final Pattern TAG =
            Pattern.compile("\\{\\{[ \\t]{0,9}[#^&>]?[ \\t]{0,9}([^\\s{}]{1,100})[ \\t]{0,9}}}");

    private ForeignTags() {}

    static List<PromptLint> read(PromptDraft draft, List<PromptPart> parts) {
        List<PromptLint> lints = new ArrayList<>();
        if (!draft.delimiters().equals(PromptDelimiters.DEFAULT)) {
            for (int i = 0; i < parts.size(); i++) {
                read(draft, parts.get(i).label(), draft.messages().get(i).text(), lints);
            }
        }
        return lints;
    }

    private static void read(PromptDraft draft, String label, String text, List<PromptLint> lints) {
        int line = 1;
        int counted = 0;
        for (Matcher m = TAG.matcher(text); m.find(); ) {
            if (Name.isPath(m.group(1))) {
                line += (int) text.substring(counted, m.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
                counted = m.start();
                lints.add(new PromptLint(
                        label,
                        line,
                        "'" + m.group() + "' is text and no tag, as the delimiters are " + draft.delimiters()));
            }
        }
    }
}
