package io.llmops.core.prompt;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptRole;
import io.llmops.api.prompt.PromptVariable;
import io.llmops.api.prompt.PromptVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From a prompt version to the request of a call. Templates are parsed once for each version's content and kept.
 * Thread-safe.
 *
 * <pre>{@code
 * Prompts prompts = new Prompts(registry);
 * PromptVersion version = registry.get(PromptRef.parse("answer@production"));
 * ChatResponse response = model.chat(prompts.request(version, Map.of("question", question)));
 * }</pre>
 */
public final class Prompts {

    private static final int MAX_KEPT = 1_000;

    private final PromptRegistry registry;
    private final Map<String, List<PromptPart>> parsed = new ConcurrentHashMap<>();

    /** Renders versions of any registry; partials come from this one. */
    public Prompts(PromptRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /**
     * The messages in their order. A system message without text is left out.
     *
     * @param variables values by name; those that the prompt does not use are ignored
     * @throws PromptException if a variable is missing or null, if a value is not of its declared type or enumeration, if
     *     a partial is not in the registry, or if a message other than the system message has no text;
     *     {@link PromptException#variable()} names the variable
     */
    public List<ChatMessage> render(PromptVersion version, Map<String, ?> variables) {
        List<PromptPart> parts = parts(version);
        String id = version.id();
        Map<String, ?> bound = Bindings.of(id, version.draft(), variables);
        List<ChatMessage> messages = new ArrayList<>(parts.size());
        for (PromptPart part : parts) {
            String text = part.render(id, bound);
            if (!text.isBlank()) {
                messages.add(message(part.role(), text));
            } else if (part.role() != PromptRole.SYSTEM) {
                throw new PromptException("prompt '" + id + "', " + part.label() + ": the message has no"
                        + " text; give its variables a value");
            }
        }
        return List.copyOf(messages);
    }

    /**
     * The request: the messages, with the version's parameters.
     *
     * @throws PromptException as {@link #render} does
     */
    public ChatRequest request(PromptVersion version, Map<String, ?> variables) {
        return ChatRequest.builder()
                .messages(render(version, variables))
                .parameters(version.draft().parameters().toRequest())
                .build();
    }

    /**
     * The request with other parameters than the version's where {@code settings} has any.
     *
     * @throws PromptException as {@link #render} does
     */
    public ChatRequest request(PromptVersion version, Map<String, ?> variables, ChatRequestParameters settings) {
        return ChatRequest.builder()
                .messages(render(version, variables))
                .parameters(version.draft().parameters().toRequest().overrideWith(settings))
                .build();
    }

    /**
     * Names of the variables: those declared, or, where none is, those that the templates use, in order of first use.
     *
     * @throws PromptException if a partial is not in the registry
     */
    public List<String> variables(PromptVersion version) {
        List<PromptVariable> declared = version.draft().variables();
        if (!declared.isEmpty()) {
            return declared.stream().map(PromptVariable::name).toList();
        }
        Set<String> names = new LinkedHashSet<>();
        parts(version).forEach(part -> names.addAll(part.template().variables()));
        return List.copyOf(names);
    }

    private List<PromptPart> parts(PromptVersion version) {
        List<PromptPart> known = parsed.get(version.hash());
        if (known == null) {
            known = PromptPart.parse(version.id(), version.draft(), registry);
            if (parsed.size() >= MAX_KEPT) {
                parsed.clear();
            }
            parsed.put(version.hash(), known);
        }
        return known;
    }

    private static ChatMessage message(PromptRole role, String text) {
        return switch (role) {
            case SYSTEM -> SystemMessage.from(text);
            case USER -> UserMessage.from(text);
            case ASSISTANT -> AiMessage.from(text);
        };
    }
}
