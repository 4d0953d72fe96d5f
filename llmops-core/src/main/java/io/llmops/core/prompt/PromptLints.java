package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRegistry;
import java.util.List;

/**
 * Advice that publishing logs, and that an editor can show before: stable parts first.
 *
 * <p>Providers keep the begin of a prompt that they have seen before, and charge less for it, up to the first character
 * that differs. So a variable before a long text that never changes makes that text dear.
 */
public final class PromptLints {

    private PromptLints() {}

    /**
     * The advice on a draft, in the order of its text; none if all is well.
     *
     * @param registry where partials are
     * @throws io.llmops.api.exception.PromptException if a template has wrong syntax or a partial is not there
     */
    public static List<PromptLint> of(PromptDraft draft, PromptRegistry registry) {
        return of(PromptPart.parse(draft.name(), draft, registry));
    }

    static List<PromptLint> of(List<PromptPart> parts) {
        return new StableFirst().read(parts);
    }
}
