package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** Plays a recorded stream to its handler, in its recorded pieces, until it is cancelled. */
final class StreamPlayer implements StreamingHandle {

    private final JsonNode answer;
    private final StreamingChatResponseHandler handler;
    private volatile boolean cancelled;

    StreamPlayer(JsonNode answer, StreamingChatResponseHandler handler) {
        this.answer = answer;
        this.handler = handler;
    }

    void play() {
        for (JsonNode piece : answer.path("pieces")) {
            if (cancelled) {
                return;
            }
            play(piece);
        }
        if (!cancelled) {
            handler.onCompleteResponse(new AnswerJson().chat(answer));
        }
    }

    private void play(JsonNode piece) {
        if (piece.isTextual()) {
            handler.onPartialResponse(new PartialResponse(piece.asText()), new PartialResponseContext(this));
        } else if (piece.has("thinking")) {
            handler.onPartialThinking(
                    new PartialThinking(piece.path("thinking").asText()), new PartialThinkingContext(this));
        } else if (piece.has("toolPart")) {
            JsonNode call = piece.path("toolPart");
            handler.onPartialToolCall(
                    PartialToolCall.builder()
                            .index(call.path("index").asInt())
                            .id(call.path("id").textValue())
                            .name(call.path("name").asText())
                            .partialArguments(call.path("arguments").asText())
                            .build(),
                    new PartialToolCallContext(this));
        } else {
            JsonNode call = piece.path("tool");
            handler.onCompleteToolCall(new CompleteToolCall(
                    call.path("index").asInt(),
                    ToolExecutionRequest.builder()
                            .id(call.path("id").textValue())
                            .name(call.path("name").asText())
                            .arguments(call.path("arguments").textValue())
                            .build()));
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
