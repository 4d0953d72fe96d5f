package io.llmops.core.prompt;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRegistry;
import java.util.Collection;
import java.util.stream.Collectors;

/** What every registry of this module refuses, in the same words. */
final class PromptChecks {

    private PromptChecks() {}

    /** Refuses a draft whose templates do not parse or whose partials are not in the registry. */
    static void parses(PromptDraft draft, PromptRegistry registry) {
        draft.system().ifPresent(system -> parse(draft.name(), "system", system, registry));
        parse(draft.name(), "user", draft.user(), registry);
    }

    /** Parses one of a prompt's templates; a message says which. */
    static PromptTemplate parse(String prompt, String part, String text, PromptRegistry registry) {
        try {
            return PromptTemplate.parse(text, registry);
        } catch (PromptException e) {
            throw new PromptException("prompt '" + prompt + "', " + part + " template, " + e.getMessage(), e);
        }
    }

    static NotFoundException noPrompt(String name, Collection<String> names) {
        return new NotFoundException("no prompt '" + name + "'; there is: " + list(names));
    }

    static NotFoundException noVersion(String name, int number, Collection<Integer> numbers) {
        return new NotFoundException("prompt '" + name + "' has no version " + number + "; there is: " + list(numbers));
    }

    static NotFoundException noLabel(String name, String label, Collection<String> labels) {
        return new NotFoundException("prompt '" + name + "' has no label '" + label + "'; there is: " + list(labels));
    }

    private static String list(Collection<?> things) {
        return things.isEmpty() ? "none" : things.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
