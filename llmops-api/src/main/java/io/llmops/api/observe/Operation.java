package io.llmops.api.observe;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.model.CallContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that begins: a model call, a retrieval, a tool, or an agent's run. It holds no prompt and no text. Immutable.
 *
 * @param kind what it is
 * @param name the model asked for, the knowledge base, the tool or the agent, after its kind
 * @param scenario the scenario that it belongs to; for an agent's parts the agent's name
 * @param context on whose behalf
 * @param provider for a model call, its provider as LLMOps names it, such as {@code openai}; null where it is not known
 * @param parameters for a chat, the parameters of the request; otherwise null
 */
public record Operation(
        Kind kind,
        String name,
        String scenario,
        CallContext context,
        @Nullable String provider,
        @Nullable ChatRequestParameters parameters) {

    /** What an operation is. */
    public enum Kind {
        /** A chat that returns its answer whole. */
        CHAT,
        /** A chat that streams its answer. */
        STREAM,
        /** Texts turned into vectors. */
        EMBEDDING,
        /** A question to a knowledge base. */
        RETRIEVAL,
        /** A tool that a model asked for. */
        TOOL,
        /** An agent's run. */
        AGENT
    }

    /** Checks what may not be null. */
    public Operation {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(scenario, "scenario");
        requireNonNull(context, "context");
    }

    /** A retrieval, a tool or an agent's run. */
    public static Operation of(Kind kind, String name, String scenario, CallContext context) {
        return new Operation(kind, name, scenario, context, null, null);
    }

    /** The parameters of the request, if it is a chat. */
    public Optional<ChatRequestParameters> request() {
        return Optional.ofNullable(parameters);
    }
}
