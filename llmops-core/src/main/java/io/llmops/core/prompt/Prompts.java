package io.llmops.core.prompt;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From a prompt version to the messages of a call. Templates are parsed once for each text and kept. Thread-safe.
 *
 * <pre>{@code
 * Prompts prompts = new Prompts(registry);
 * PromptVersion version = registry.get(PromptRef.parse("answer@production"));
 * List<ChatMessage> messages = prompts.render(version, Map.of("question", question));
 * }</pre>
 */
public final class Prompts {

    private static final int MAX_KEPT = 1_000;

    private final PromptRegistry registry;
    private final Map<String, Parts> parsed = new ConcurrentHashMap<>();

    private record Parts(@Nullable PromptTemplate system, PromptTemplate user) {}

    /** Renders versions of any registry; partials come from this one. */
    public Prompts(PromptRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /**
     * The messages: the system message, if the version has a system template that gives text, and the user message.
     *
     * @throws PromptException if a variable is missing or null, if a partial is not in the registry, or if the user
     *     message has no text
     */
    public List<ChatMessage> render(PromptVersion version, Map<String, ?> variables) {
        Parts parts = parts(version);
        List<ChatMessage> messages = new ArrayList<>(2);
        if (parts.system() != null) {
            String system = render(version, "system", parts.system(), variables);
            if (!system.isBlank()) {
                messages.add(SystemMessage.from(system));
            }
        }
        String user = render(version, "user", parts.user(), variables);
        if (user.isBlank()) {
            throw new PromptException(
                    "prompt '" + version.id() + "': the user message has no text; give its variables a value");
        }
        messages.add(UserMessage.from(user));
        return List.copyOf(messages);
    }

    /**
     * Names of the variables that both templates use, in order of first use.
     *
     * @throws PromptException if a partial is not in the registry
     */
    public List<String> variables(PromptVersion version) {
        Parts parts = parts(version);
        Set<String> names = new LinkedHashSet<>();
        if (parts.system() != null) {
            names.addAll(parts.system().variables());
        }
        names.addAll(parts.user().variables());
        return List.copyOf(names);
    }

    private Parts parts(PromptVersion version) {
        Parts known = parsed.get(version.hash());
        if (known == null) {
            String system = version.draft().system().orElse(null);
            known = new Parts(
                    system == null ? null : PromptChecks.parse(version.id(), "system", system, registry),
                    PromptChecks.parse(version.id(), "user", version.draft().user(), registry));
            if (parsed.size() >= MAX_KEPT) {
                parsed.clear();
            }
            parsed.put(version.hash(), known);
        }
        return known;
    }

    private static String render(
            PromptVersion version, String part, PromptTemplate template, Map<String, ?> variables) {
        try {
            return template.render(variables);
        } catch (PromptException e) {
            throw new PromptException("prompt '" + version.id() + "', " + part + " template, " + e.getMessage(), e);
        }
    }
}
