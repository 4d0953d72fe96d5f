package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caller's side of a stream: calls its handler within its scope, one event at a time and in order. Events are added
 * under the stream's lock and run outside of it. Thread-safe.
 *
 * <p>Where a guard may mask or refuse, nothing may be shown that could have to be taken back: text and thinking are held,
 * and the text is handed over in one piece when it is complete.
 */
final class StreamOutlet {

    private static final Logger LOG = LoggerFactory.getLogger(StreamOutlet.class);

    private final StreamingChatResponseHandler handler;
    private final boolean hold;
    private final StreamBooking booking;
    private final StreamCall call;
    private final Delivery delivery = new Delivery();

    StreamOutlet(StreamingChatResponseHandler handler, boolean hold, StreamBooking booking, StreamCall call) {
        this.handler = handler;
        this.hold = hold;
        this.booking = booking;
        this.call = call;
    }

    /** Whether text is only shown when it is complete. */
    boolean holds() {
        return hold;
    }

    /** Whether the handler is at work. */
    boolean isBusy() {
        return delivery.isBusy();
    }

    void started() {
        if (handler instanceof CancellableHandler cancellable) {
            piece(() -> cancellable.onStart(call));
            run();
        }
    }

    void text(String text) {
        if (!hold) {
            piece(() -> handler.onPartialResponse(new PartialResponse(text), new PartialResponseContext(call)));
        }
    }

    void thinking(PartialThinking thinking) {
        if (!hold) {
            piece(() -> handler.onPartialThinking(thinking, new PartialThinkingContext(call)));
        }
    }

    void toolCall(PartialToolCall toolCall) {
        piece(() -> handler.onPartialToolCall(toolCall, new PartialToolCallContext(call)));
    }

    void toolCall(CompleteToolCall toolCall) {
        piece(() -> handler.onCompleteToolCall(toolCall));
    }

    void rawEvent(Object event) {
        piece(() -> handler.onUnmappedRawEvent(event));
    }

    void completed(ChatResponse response) {
        String text = response.aiMessage().text();
        end(() -> {
            if (hold && text != null && !text.isEmpty()) {
                handler.onPartialResponse(new PartialResponse(text), new PartialResponseContext(call));
            }
            handler.onCompleteResponse(response);
        });
    }

    void failed(Throwable error) {
        end(() -> handler.onError(error));
    }

    /** Calls the handler with what was added. */
    void run() {
        delivery.run();
    }

    private void piece(Runnable callback) {
        delivery.add(() -> {
            if (call.isCancelled()) {
                return;
            }
            try {
                booking.callBack(callback);
            } catch (RuntimeException | Error e) {
                call.handlerFailed(e);
            }
        });
    }

    private void end(Runnable callback) {
        delivery.add(() -> {
            try {
                booking.callBack(callback);
            } catch (RuntimeException | Error e) {
                logged(e);
            }
        });
    }

    /** Without the message, which may hold what the model wrote. */
    static void logged(Throwable fault) {
        LOG.warn(
                "A stream's handler threw {} when the stream was over; mend the handler",
                fault.getClass().getName());
    }
}
