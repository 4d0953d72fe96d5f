package io.llmops.test;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One reply of a {@link ScriptedChatModel}. Immutable; each method without {@code static} gives a changed copy. By
 * default a reply reports {@value #DEFAULT_INPUT_TOKENS} input and {@value #DEFAULT_OUTPUT_TOKENS} output tokens of the
 * model {@value #DEFAULT_MODEL}.
 */
public final class ScriptedReply {

    /** Input tokens of a reply that says nothing else: {@value}. */
    public static final int DEFAULT_INPUT_TOKENS = 10;

    /** Output tokens of a reply that says nothing else: {@value}. */
    public static final int DEFAULT_OUTPUT_TOKENS = 5;

    /** The model that answers, where a reply says nothing else: {@value}. */
    public static final String DEFAULT_MODEL = "scripted";

    private final List<String> chunks;
    private final List<ToolExecutionRequest> toolCalls;
    private final ChatResponse response;
    private final @Nullable RuntimeException error;
    private final @Nullable CountDownLatch latch;

    private ScriptedReply(
            List<String> chunks,
            List<ToolExecutionRequest> toolCalls,
            ChatResponse response,
            @Nullable RuntimeException error,
            @Nullable CountDownLatch latch) {
        this.chunks = chunks;
        this.toolCalls = toolCalls;
        this.response = response;
        this.error = error;
        this.latch = latch;
    }

    /** A text, which a stream brings in these pieces. */
    public static ScriptedReply text(String... chunks) {
        List<String> pieces = List.of(chunks);
        return of(AiMessage.from(String.join("", pieces)), pieces, List.of(), FinishReason.STOP);
    }

    /** The wish to call one tool. */
    public static ScriptedReply toolCall(String id, String tool, String jsonArguments) {
        return toolCalls(ToolExecutionRequest.builder()
                .id(id)
                .name(tool)
                .arguments(jsonArguments)
                .build());
    }

    /** The wish to call several tools at once. */
    public static ScriptedReply toolCalls(ToolExecutionRequest... calls) {
        return of(AiMessage.from(calls), List.of(), List.of(calls), FinishReason.TOOL_EXECUTION);
    }

    /** A failure: thrown by a call, handed to a stream's {@code onError}. */
    public static ScriptedReply error(RuntimeException error) {
        return text().thenError(error);
    }

    private static ScriptedReply of(
            AiMessage message, List<String> chunks, List<ToolExecutionRequest> calls, FinishReason reason) {
        TokenUsage usage = new TokenUsage(DEFAULT_INPUT_TOKENS, DEFAULT_OUTPUT_TOKENS);
        return new ScriptedReply(chunks, calls, response(message, DEFAULT_MODEL, usage, reason), null, null);
    }

    /** Reports that many tokens. */
    public ScriptedReply usage(int inputTokens, int outputTokens) {
        return usage(new TokenUsage(inputTokens, outputTokens));
    }

    /** Reports that usage, such as a provider's own subclass; null for a provider that reports none. */
    public ScriptedReply usage(@Nullable TokenUsage usage) {
        return with(response(response.aiMessage(), response.modelName(), usage, response.finishReason()));
    }

    /** Comes from a model of that name. */
    public ScriptedReply model(String name) {
        requireNonNull(name, "name");
        return with(response(response.aiMessage(), name, response.tokenUsage(), response.finishReason()));
    }

    /** Ends for that reason. */
    public ScriptedReply finishReason(FinishReason reason) {
        requireNonNull(reason, "reason");
        return with(response(response.aiMessage(), response.modelName(), response.tokenUsage(), reason));
    }

    /** Fails after its chunks were sent; a call that is no stream just fails. */
    public ScriptedReply thenError(RuntimeException error) {
        return new ScriptedReply(chunks, toolCalls, response, requireNonNull(error, "error"), latch);
    }

    /** Waits for the latch before its first byte. */
    public ScriptedReply after(CountDownLatch latch) {
        return new ScriptedReply(chunks, toolCalls, response, error, requireNonNull(latch, "latch"));
    }

    List<String> chunks() {
        return chunks;
    }

    List<ToolExecutionRequest> toolCalls() {
        return toolCalls;
    }

    ChatResponse response() {
        return response;
    }

    Optional<RuntimeException> failure() {
        return Optional.ofNullable(error);
    }

    Optional<CountDownLatch> latch() {
        return Optional.ofNullable(latch);
    }

    private ScriptedReply with(ChatResponse changed) {
        return new ScriptedReply(chunks, toolCalls, changed, error, latch);
    }

    private static ChatResponse response(
            AiMessage message, String model, @Nullable TokenUsage usage, FinishReason reason) {
        return ChatResponse.builder()
                .aiMessage(message)
                .modelName(model)
                .tokenUsage(usage)
                .finishReason(reason)
                .build();
    }
}
