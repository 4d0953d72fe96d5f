package io.llmops.core.prompt;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every registry of this module refuses, in the same words. */
final class PromptChecks {

    private static final Logger LOG = LoggerFactory.getLogger(PromptChecks.class);

    private PromptChecks() {}

    /**
     * Refuses a draft that must not be published: templates that do not parse, partials that are not in the registry,
     * variables that are declared or used alone, sections that can never render, secrets. Logs advice on one that may.
     */
    static void parses(PromptDraft draft, PromptRegistry registry) {
        List<PromptPart> parts = PromptPart.parse(draft.name(), draft, registry);
        List<DraftProblem> problems = new ArrayList<>(UseCheck.problems(draft, parts));
        problems.addAll(SecretScan.problems(draft, parts));
        refuse(draft, problems);
        PromptLints.of(draft, parts).forEach(lint -> LOG.warn("Prompt '{}', {}", draft.name(), lint));
    }

    private static void refuse(PromptDraft draft, List<DraftProblem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        String name = "prompt '" + draft.name() + "'";
        String all = problems.stream().map(DraftProblem::toString).collect(Collectors.joining("; "));
        boolean one = problems.size() == 1;
        String message = one ? name + ", " + all : name + " has " + problems.size() + " problems: " + all;
        throw problems.get(0)
                .about()
                .filter(variable -> one)
                .map(variable -> PromptException.ofVariable(variable, message))
                .orElseGet(() -> new PromptException(message));
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
