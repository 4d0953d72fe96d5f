package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptMessage;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A message of a prompt, parsed.
 *
 * @param label how messages call it: {@code user template}, or {@code message 3 (user)} where there are several
 */
record PromptPart(String label, PromptRole role, PromptTemplate template) {

    /** All parts of a draft, in their order. */
    static List<PromptPart> parse(String id, PromptDraft draft, PromptRegistry registry) {
        List<PromptMessage> messages = draft.messages();
        boolean several = messages.size() > (draft.system().isPresent() ? 2 : 1);
        List<PromptPart> parts = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            PromptRole role = messages.get(i).role();
            String speaker = role.name().toLowerCase(Locale.ROOT);
            String label = several ? "message " + (i + 1) + " (" + speaker + ")" : speaker + " template";
            try {
                String text = messages.get(i).text();
                parts.add(new PromptPart(label, role, PromptTemplate.parse(text, draft.delimiters(), registry)));
            } catch (PromptException e) {
                throw new PromptException("prompt '" + id + "', " + label + ", " + e.getMessage(), e);
            }
        }
        return List.copyOf(parts);
    }

    /** The message's text; an error says which prompt and part. */
    String render(String id, Map<String, ?> variables) {
        try {
            return template.render(variables);
        } catch (PromptException e) {
            throw new PromptException("prompt '" + id + "', " + label + ", " + e.getMessage(), e);
        }
    }
}
