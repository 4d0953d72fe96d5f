package io.llmops.core.prompt;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Partials are user templates of other prompts in the registry, pinned by number: so the text of a version never
 * changes, and what was looked up once holds for good.
 */
final class RegistryPartials implements Partials {

    private static final int MAX_DEPTH = 16;

    private final @Nullable PromptRegistry registry;
    private final Map<Key, Template> parsed = new ConcurrentHashMap<>();

    private record Key(String name, String indent) {}

    RegistryPartials(@Nullable PromptRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Template find(Node.Partial partial, int depth) {
        if (depth >= MAX_DEPTH) {
            throw new PromptException(partial.at() + "partial '" + partial.name() + "' stands in more than " + MAX_DEPTH
                    + " others: cut the chain");
        }
        Key key = new Key(partial.name(), partial.indent());
        Template known = parsed.get(key);
        if (known == null) {
            known = load(partial);
            parsed.put(key, known);
        }
        return known;
    }

    private Template load(Node.Partial partial) {
        if (registry == null) {
            throw new PromptException(partial.at() + "partial '" + partial.name()
                    + "' needs a prompt registry: parse the template with one");
        }
        try {
            PromptDraft draft = registry.get(PromptRef.parse(partial.name())).draft();
            String origin = "partial " + partial.name() + ", ";
            return Template.parse(origin, draft.user(), partial.indent(), draft.delimiters(), Mode.PROMPT);
        } catch (NotFoundException e) {
            throw new PromptException(partial.at() + "partial '" + partial.name() + "': " + e.getMessage(), e);
        }
    }
}
