package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVariable;
import java.util.HashMap;
import java.util.Map;

/** From the values that a call gives to those that templates see: checked, and completed by defaults. */
final class Bindings {

    private Bindings() {}

    /** Values by name; where a prompt declares no variables, those given as they are. */
    static Map<String, ?> of(String id, PromptDraft draft, Map<String, ?> given) {
        if (draft.variables().isEmpty()) {
            return given;
        }
        Map<String, Object> bound = new HashMap<>(given);
        for (PromptVariable variable : draft.variables()) {
            Object value = given.get(variable.name());
            try {
                bound.put(variable.name(), variable.value(value));
            } catch (PromptException e) {
                String hint = value == null ? "; given: " + Rendering.given(given) : "";
                throw new PromptException("prompt '" + id + "': " + e.getMessage() + hint, e);
            }
        }
        return bound;
    }
}
