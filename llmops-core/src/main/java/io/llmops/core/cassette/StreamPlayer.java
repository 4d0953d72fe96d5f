package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
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

    private final JsonNode pieces;
    private final ChatResponse whole;
    private final StreamingChatResponseHandler handler;
    private volatile boolean cancelled;

    StreamPlayer(JsonNode answer, AnswerJson answers, StreamingChatResponseHandler handler) {
        this.pieces = answer.path(AnswerJson.PIECES);
        this.whole = answers.chat(answer);
        this.handler = handler;
    }

    void play() {
        for (JsonNode piece : pieces) {
            if (cancelled) {
                return;
            }
            play(piece);
        }
        if (!cancelled) {
            handler.onCompleteResponse(whole);
        }
    }

    private void play(JsonNode piece) {
        if (piece.isTextual()) {
            handler.onPartialResponse(new PartialResponse(piece.asText()), new PartialResponseContext(this));
        } else if (piece.has(StreamPieces.THINKING)) {
            handler.onPartialThinking(
                    new PartialThinking(piece.path(StreamPieces.THINKING).asText()), new PartialThinkingContext(this));
        } else if (piece.has(StreamPieces.TOOL_PART)) {
            JsonNode call = piece.path(StreamPieces.TOOL_PART);
            handler.onPartialToolCall(
                    PartialToolCall.builder()
                            .index(call.path("index").asInt())
                            .id(call.path("id").textValue())
                            .name(call.path("name").asText())
                            .partialArguments(call.path(StreamPieces.ARGUMENTS).asText())
                            .build(),
                    new PartialToolCallContext(this));
        } else {
            JsonNode call = piece.path(StreamPieces.TOOL);
            handler.onCompleteToolCall(new CompleteToolCall(
                    call.path("index").asInt(),
                    ToolExecutionRequest.builder()
                            .id(call.path("id").textValue())
                            .name(call.path("name").asText())
                            .arguments(call.path(StreamPieces.ARGUMENTS).textValue())
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
