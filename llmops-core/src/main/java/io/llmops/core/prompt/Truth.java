package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptVariable;

/** Which sections the values of a variable can open: false are false itself, empty texts, empty lists, and no value. */
final class Truth {

    private Truth() {}

    static boolean canBeTrue(PromptVariable variable) {
        return variable.enumeration().isEmpty()
                || variable.enumeration().stream().anyMatch(Truth::isTrue);
    }

    static boolean canBeFalse(PromptVariable variable) {
        boolean absent = !variable.required() && variable.defaultValue().isEmpty();
        if (absent || !variable.enumeration().isEmpty()) {
            return absent || !variable.enumeration().stream().allMatch(Truth::isTrue);
        }
        return switch (variable.type()) {
            case TEXT, BOOLEAN, LIST -> true;
            case INTEGER, NUMBER, OBJECT -> false;
        };
    }

    /** Whether a section renders for a value. */
    static boolean isTrue(Object value) {
        return !Node.Section.items(value).isEmpty();
    }
}
