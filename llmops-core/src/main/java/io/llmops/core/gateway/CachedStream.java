package io.llmops.core.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** A kept answer as a stream: what it says in one piece, then its end, on the caller's thread. Used once. */
final class CachedStream implements StreamingHandle {

    private final Call call;
    private final StreamingChatResponseHandler handler;
    private volatile boolean cancelled;

    CachedStream(Call call, StreamingChatResponseHandler handler) {
        this.call = call;
        this.handler = handler;
    }

    /** Guards and books the answer, then hands it over; what fails is told to the handler. */
    void replay(ChatResponse kept) {
        try {
            ChatResponse response = ChatClosing.close(call, kept);
            call.callBack(() -> hand(response));
        } catch (RuntimeException e) {
            call.callBack(() -> handler.onError(e));
        }
    }

    private void hand(ChatResponse response) {
        AiMessage message = response.aiMessage();
        if (message.thinking() != null) {
            handler.onPartialThinking(new PartialThinking(message.thinking()), new PartialThinkingContext(this));
        }
        if (!cancelled && message.text() != null && !message.text().isEmpty()) {
            handler.onPartialResponse(new PartialResponse(message.text()), new PartialResponseContext(this));
        }
        for (int i = 0; !cancelled && i < message.toolExecutionRequests().size(); i++) {
            handler.onCompleteToolCall(
                    new CompleteToolCall(i, message.toolExecutionRequests().get(i)));
        }
        if (!cancelled) {
            handler.onCompleteResponse(response);
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
