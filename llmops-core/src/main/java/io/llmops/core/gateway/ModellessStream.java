package io.llmops.core.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/**
 * A stream for which no model is called: a kept answer, handed over in one piece, or a refusal. It keeps the contract of
 * every other stream, on the caller's thread. Used once.
 */
final class ModellessStream implements StreamingHandle {

    private final Call call;
    private final StreamingChatResponseHandler handler;
    private final StreamOutlet outlet;
    private volatile boolean cancelled;
    private volatile boolean over;

    ModellessStream(Call call, StreamingChatResponseHandler handler) {
        this.call = call;
        this.handler = handler;
        this.outlet = new StreamOutlet(handler, GuardedStream.open(), call::callBack, this, this::handlerFailed);
    }

    /** Guards and books the answer, then hands it over; what fails is told to the handler. */
    void replay(ChatResponse kept) {
        ChatResponse response;
        try {
            response = ChatClosing.close(call, kept);
        } catch (RuntimeException | Error e) {
            refuse(e);
            return;
        }
        outlet.started(handler);
        AiMessage message = response.aiMessage();
        String thinking = message.thinking();
        if (thinking != null) {
            give(() -> outlet.thinking(new PartialThinking(thinking)));
        }
        String text = message.text();
        if (text != null && !text.isEmpty()) {
            give(() -> outlet.text(text));
        }
        for (int i = 0; i < message.toolExecutionRequests().size(); i++) {
            CompleteToolCall toolCall =
                    new CompleteToolCall(i, message.toolExecutionRequests().get(i));
            give(() -> outlet.toolCall(toolCall));
        }
        give(() -> outlet.completed(response));
    }

    /** Tells the handler why there is no answer; the call is booked already. */
    void refuse(Throwable error) {
        outlet.started(handler);
        give(() -> outlet.failed(error));
    }

    private void give(Runnable event) {
        if (!over) {
            event.run();
            outlet.run();
        }
    }

    private void handlerFailed(Throwable fault) {
        over = true;
        outlet.failed(fault);
    }

    @Override
    public void cancel() {
        over = true;
        cancelled = true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
