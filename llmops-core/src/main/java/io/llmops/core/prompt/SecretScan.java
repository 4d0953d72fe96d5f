package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptMessage;
import io.llmops.api.prompt.PromptVariable;
import io.llmops.core.guard.pii.Found;
import io.llmops.core.guard.pii.Secrets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Looks for keys and passwords in all that a draft holds: what is published is kept for good, and read by many. */
final class SecretScan {

    private final List<DraftProblem> problems = new ArrayList<>();

    private SecretScan() {}

    static List<DraftProblem> problems(PromptDraft draft, List<PromptPart> parts) {
        SecretScan scan = new SecretScan();
        for (int i = 0; i < parts.size(); i++) {
            PromptMessage message = draft.messages().get(i);
            scan.text(parts.get(i).label(), message.text());
        }
        scan.text("note", draft.note());
        scan.text("author", draft.author());
        draft.variables().forEach(scan::variable);
        scan.value("parameters", draft.parameters().asMap());
        return scan.problems;
    }

    private void variable(PromptVariable v) {
        String where = "variable '" + v.name() + "'";
        text(where + ", description", v.description());
        v.defaultValue().ifPresent(value -> value(where + ", default", value));
        value(where + ", enumeration", v.enumeration());
        value(where + ", examples", v.examples());
    }

    private void value(String where, Object value) {
        if (value instanceof Collection<?> items) {
            items.forEach(item -> value(where, item));
        } else if (value instanceof Map<?, ?> fields) {
            fields.forEach((key, field) -> text(where, key + ": " + field));
        } else if (value instanceof String text) {
            text(where, text);
        }
    }

    private void text(String where, String text) {
        for (Found found : Secrets.find(text)) {
            long line = 1
                    + text.substring(0, found.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            problems.add(new DraftProblem(
                    where + ", line " + line + ": ",
                    null,
                    "it holds a secret (" + found.kind() + "): take it out, and make it invalid where it was issued"));
        }
    }
}
