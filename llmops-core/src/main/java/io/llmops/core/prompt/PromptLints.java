package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Advice that publishing logs, and that an editor can show before: stable parts first, and no tags between delimiters that
 * the prompt does not use.
 *
 * <p>Providers keep the begin of a prompt that they have seen before, and charge less for it, up to the first character
 * that differs. So a variable before a long text that never changes makes that text dear.
 */
public final class PromptLints {

    private PromptLints() {}

    /**
     * The advice on a draft; none if all is well.
     *
     * @param registry where partials are
     * @throws io.llmops.api.exception.PromptException if a template has wrong syntax or a partial is not there
     */
    public static List<PromptLint> of(PromptDraft draft, PromptRegistry registry) {
        return of(draft, PromptPart.parse(draft.name(), draft, registry));
    }

    static List<PromptLint> of(PromptDraft draft, List<PromptPart> parts) {
        List<PromptLint> lints = new ArrayList<>(new StableFirst().read(parts));
        lints.addAll(ForeignTags.read(draft, parts));
        return List.copyOf(lints);
    }
}
