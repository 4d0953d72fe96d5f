package io.llmops.otel;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.observe.Operation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the conventions call operations and providers. */
final class Names {

    /** Where the conventions have a name for a provider that differs from ours. */
    private static final Map<String, String> PROVIDERS = Map.ofEntries(
            Map.entry("open_ai", "openai"), // as LangChain4j spells it
            Map.entry("gemini", "gcp.gemini"),
            Map.entry("google_ai_gemini", "gcp.gemini"),
            Map.entry("vertex", "gcp.vertex_ai"),
            Map.entry("google_vertex_ai_gemini", "gcp.vertex_ai"),
            Map.entry("azure", "azure.ai.openai"),
            Map.entry("azure_open_ai", "azure.ai.openai"),
            Map.entry("bedrock", "aws.bedrock"),
            Map.entry("amazon_bedrock", "aws.bedrock"),
            Map.entry("watsonx", "ibm.watsonx.ai"),
            Map.entry("mistral", "mistral_ai"),
            Map.entry("xai", "x_ai"),
            Map.entry("moonshot", "moonshot_ai"));

    private Names() {}

    /** The operation, as {@code gen_ai.operation.name}. */
    static String operation(Operation.Kind kind) {
        return switch (kind) {
            case CHAT, STREAM -> "chat";
            case EMBEDDING -> "embeddings";
            case RETRIEVAL -> "retrieval";
            case TOOL -> "execute_tool";
            case AGENT -> "invoke_agent";
        };
    }

    /** The span's name: the operation and what it works on. */
    static String span(Operation operation) {
        return operation(operation.kind()) + " " + subject(operation);
    }

    /** Why an answer ended, as {@code gen_ai.response.finish_reasons}. */
    static String finish(FinishReason reason) {
        return reason == FinishReason.TOOL_EXECUTION
                ? "tool_call"
                : reason.name().toLowerCase(Locale.ROOT);
    }

    /** The form of answer that was asked for, as {@code gen_ai.output.type}. */
    static String output(ResponseFormat format) {
        return format.type() == ResponseFormatType.JSON ? "json" : "text";
    }

    /** The provider, as {@code gen_ai.provider.name}; a provider's own name where the conventions have none. */
    static Optional<String> provider(Operation operation) {
        return Optional.ofNullable(operation.provider())
                .map(p -> p.toLowerCase(Locale.ROOT))
                .map(p -> PROVIDERS.getOrDefault(p, p));
    }

    /** The model without its provider, the knowledge base, the tool or the agent. */
    static String subject(Operation operation) {
        String prefix = operation.provider() + "/";
        return operation.name().startsWith(prefix) ? operation.name().substring(prefix.length()) : operation.name();
    }
}
