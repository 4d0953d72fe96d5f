package io.llmops.core.cassette;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.BiConsumer;

/** Writes the pieces of a stream down as they pass. */
final class StreamRecorder implements StreamingChatResponseHandler {

    private final StreamingChatResponseHandler handler;
    private final BiConsumer<ChatResponse, StreamPieces> whole;
    private final StreamPieces pieces = new StreamPieces();

    StreamRecorder(StreamingChatResponseHandler handler, BiConsumer<ChatResponse, StreamPieces> whole) {
        this.handler = handler;
        this.whole = whole;
    }

    @Override
    public void onPartialResponse(String text) {
        pieces.text(text);
        handler.onPartialResponse(text);
    }

    @Override
    public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
        pieces.text(text.text());
        handler.onPartialResponse(text, context);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        pieces.thinking(thinking.text());
        handler.onPartialThinking(thinking);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
        pieces.thinking(thinking.text());
        handler.onPartialThinking(thinking, context);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
        pieces.part(call);
        handler.onPartialToolCall(call);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
        pieces.part(call);
        handler.onPartialToolCall(call, context);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        pieces.tool(call);
        handler.onCompleteToolCall(call);
    }

    /** A provider's own event, which has no form that could be kept; it is handed on. */
    @Override
    public void onUnmappedRawEvent(Object event) {
        handler.onUnmappedRawEvent(event);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        whole.accept(response, pieces);
        handler.onCompleteResponse(response);
    }

    @Override
    public void onError(Throwable error) {
        handler.onError(error);
    }
}
