package io.llmops.cli;

import io.llmops.api.prompt.PromptDraft;
import java.util.LinkedHashMap;
import java.util.Map;

/** The templates of a draft by what they are. */
final class PromptParts {

    private PromptParts() {}

    static Map<String, String> of(PromptDraft draft) {
        Map<String, String> parts = new LinkedHashMap<>();
        draft.system().ifPresent(system -> parts.put("system", system));
        parts.put("user", draft.user());
        return parts;
    }
}
