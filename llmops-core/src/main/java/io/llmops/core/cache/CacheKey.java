package io.llmops.core.cache;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.llmops.api.model.SeededParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a chat: a hash over everything that its answer depends on. Every field is written with its length, so
 * that no two chats are written alike.
 *
 * @param exact the hash over all of it
 * @param around the hash over all but the last message, where that is a question of one text; else null
 * @param question the text of the last message, where {@code around} is there
 */
record CacheKey(
        String exact, @Nullable String around, @Nullable String question) {

    /** Hashes of another format are never found. */
    private static final String FORMAT = "llmops-cache-2";

    static CacheKey of(CacheScope scope, ChatRequest request, @Nullable ChatRequestParameters defaults) {
        FieldDigest digest = new FieldDigest()
                .add(FORMAT)
                .add(scope.tenant())
                .add(scope.scenario())
                .add(scope.promptVersion())
                .add(scope.model());
        parameters(digest, defaults == null ? request.parameters() : defaults.overrideWith(request.parameters()));
        SeededParameters.seed(request.parameters())
                .ifPresent(seed -> digest.add("seed").add(seed));
        List<ChatMessage> messages = request.messages();
        int last = messages.size() - 1;
        for (ChatMessage message : messages.subList(0, Math.max(last, 0))) {
            digest.add(json(message, scope.mark()));
        }
        String question = question(messages);
        String around = question == null ? null : digest.copy().add("question").hex();
        if (last >= 0) {
            digest.add(json(messages.get(last), scope.mark()));
        }
        return new CacheKey(digest.add(messages.size()).hex(), around, question);
    }

    /** Whether the chat offers tools or is about what tools returned. */
    static boolean hasTools(ChatRequest request) {
        List<ToolSpecification> tools = request.toolSpecifications();
        return (tools != null && !tools.isEmpty())
                || request.messages().stream()
                        .anyMatch(m -> m instanceof ToolExecutionResultMessage
                                || (m instanceof AiMessage ai && ai.hasToolExecutionRequests()));
    }

    private static @Nullable String question(List<ChatMessage> messages) {
        return !messages.isEmpty()
                        && messages.get(messages.size() - 1) instanceof UserMessage user
                        && user.hasSingleText()
                        && user.name() == null
                        && user.attributes().isEmpty()
                ? user.singleText()
                : null;
    }

    private static String json(ChatMessage message, @Nullable String mark) {
        String json = ChatMessageSerializer.messageToJson(message);
        return mark == null ? json : json.replace(mark, "");
    }

    private static void parameters(FieldDigest digest, ChatRequestParameters p) {
        digest.add(p.modelName())
                .add(p.temperature())
                .add(p.topP())
                .add(p.topK())
                .add(p.frequencyPenalty())
                .add(p.presencePenalty())
                .add(p.maxOutputTokens())
                .add(p.toolChoice())
                .addAll(p.stopSequences());
        List<ToolSpecification> tools = p.toolSpecifications() == null ? List.of() : p.toolSpecifications();
        digest.add(tools.size());
        tools.forEach(tool -> tool(digest, tool));
        format(digest, p.responseFormat());
        // What a provider adds of its own is not known here, but its text shows it; one without a text is never found.
        boolean plain = p.getClass() == DefaultChatRequestParameters.class;
        digest.add(plain ? null : p.getClass().getName()).add(plain ? null : p.toString());
    }

    private static void tool(FieldDigest digest, ToolSpecification tool) {
        digest.add(tool.toJson()).add(tool.strict()).add(tool.metadata());
    }

    private static void format(FieldDigest digest, @Nullable ResponseFormat format) {
        digest.add(format == null ? null : format.type());
        JsonSchema schema = format == null ? null : format.jsonSchema();
        digest.add(schema == null ? null : schema.name());
        if (schema != null && schema.rootElement() instanceof JsonObjectSchema root) {
            tool(
                    digest,
                    ToolSpecification.builder().name("schema").parameters(root).build());
        } else {
            digest.add(schema == null ? null : schema.rootElement());
        }
    }
}
