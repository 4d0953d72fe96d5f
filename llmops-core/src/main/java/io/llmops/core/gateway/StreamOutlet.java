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
 * <p>Where a guard may change or refuse text, nothing is shown that it would have to take back: thinking is not handed over,
 * and text as far as the guards let it go.
 */
final class StreamOutlet {

    private static final Logger LOG = LoggerFactory.getLogger(StreamOutlet.class);

    private final StreamingChatResponseHandler handler;
    private final GuardedStream guards;
    private final StreamBooking booking;
    private final StreamCall call;
    private final Delivery delivery = new Delivery();

    StreamOutlet(StreamingChatResponseHandler handler, GuardedStream guards, StreamBooking booking, StreamCall call) {
        this.handler = handler;
        this.guards = guards;
        this.booking = booking;
        this.call = call;
    }

    /** Whether text may be held back. */
    boolean holds() {
        return guards.holds();
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
        String shown = guards.push(text);
        if (!shown.isEmpty()) {
            piece(() -> handler.onPartialResponse(new PartialResponse(shown), new PartialResponseContext(call)));
        }
    }

    void thinking(PartialThinking thinking) {
        if (!guards.holds()) {
            piece(() -> handler.onPartialThinking(thinking, new PartialThinkingContext(call)));
        }
    }

    void toolCall(PartialToolCall toolCall) {
        piece(() -> handler.onPartialToolCall(toolCall, new PartialToolCallContext(call)));
    }

    void toolCall(CompleteToolCall toolCall) {
        CompleteToolCall guarded = guards.tool(toolCall);
        piece(() -> handler.onCompleteToolCall(guarded));
    }

    void rawEvent(Object event) {
        piece(() -> handler.onUnmappedRawEvent(event));
    }

    void completed(ChatResponse response) {
        String rest = guards.finish();
        end(() -> {
            if (!rest.isEmpty()) {
                handler.onPartialResponse(new PartialResponse(rest), new PartialResponseContext(call));
            }
            handler.onCompleteResponse(response);
        });
    }

    /** The guards have refused what came last, or failed on it. */
    void refused(String text) {
        guards.refused(text);
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
