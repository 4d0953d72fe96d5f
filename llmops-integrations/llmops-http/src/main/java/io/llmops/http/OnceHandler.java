package io.llmops.http;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hears one end, and nothing after it: LangChain4j reports every event that it cannot read as an error of its own. */
final class OnceHandler implements StreamingChatResponseHandler {

    private final StreamingChatResponseHandler handler;
    private final TypedErrors errors;
    private final AtomicBoolean ended = new AtomicBoolean();

    OnceHandler(StreamingChatResponseHandler handler, TypedErrors errors) {
        this.handler = handler;
        this.errors = errors;
    }

    @Override
    public void onPartialResponse(String text) {
        unlessEnded(() -> handler.onPartialResponse(text));
    }

    @Override
    public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
        unlessEnded(() -> handler.onPartialResponse(text, context));
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        unlessEnded(() -> handler.onPartialThinking(thinking));
    }

    @Override
    public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
        unlessEnded(() -> handler.onPartialThinking(thinking, context));
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
        unlessEnded(() -> handler.onPartialToolCall(call));
    }

    @Override
    public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
        unlessEnded(() -> handler.onPartialToolCall(call, context));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        unlessEnded(() -> handler.onCompleteToolCall(call));
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        unlessEnded(() -> handler.onUnmappedRawEvent(event));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (ended.compareAndSet(false, true)) {
            if (errors.withheld(response)) {
                handler.onError(errors.refused());
            } else {
                handler.onCompleteResponse(response);
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        if (ended.compareAndSet(false, true)) {
            handler.onError(errors.typed(error));
        }
    }

    private void unlessEnded(Runnable event) {
        if (!ended.get()) {
            event.run();
        }
    }
}
