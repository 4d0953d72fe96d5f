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
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private final Executor scope;
    private final StreamingHandle handle;
    private final Consumer<Throwable> onFault;
    private final Delivery delivery = new Delivery();

    /**
     * An outlet.
     *
     * @param guards what text and tool calls go through
     * @param scope runs callbacks within the caller's scope, on the current thread
     * @param handle cancels the stream; no piece is handed over afterwards
     * @param onFault told of what the handler throws at anything but the end
     */
    StreamOutlet(
            StreamingChatResponseHandler handler,
            GuardedStream guards,
            Executor scope,
            StreamingHandle handle,
            Consumer<Throwable> onFault) {
        this.handler = handler;
        this.guards = guards;
        this.scope = scope;
        this.handle = handle;
        this.onFault = onFault;
    }

    /** Whether text may be held back. */
    boolean holds() {
        return guards.holds();
    }

    /** Whether the handler is at work. */
    boolean isBusy() {
        return delivery.isBusy();
    }

    /**
     * Gives the handle to a handler that takes it, before anything else.
     *
     * @param caller the handler as the application gave it, which LangChain4j may have wrapped in its own
     */
    void started(StreamingChatResponseHandler caller) {
        if (caller instanceof CancellableHandler cancellable) {
            piece(() -> cancellable.onStart(handle));
            run();
        }
    }

    void text(String text) {
        String shown = guards.push(text);
        if (!shown.isEmpty()) {
            piece(() -> handler.onPartialResponse(new PartialResponse(shown), new PartialResponseContext(handle)));
        }
    }

    void thinking(PartialThinking thinking) {
        if (!guards.holds()) {
            piece(() -> handler.onPartialThinking(thinking, new PartialThinkingContext(handle)));
        }
    }

    void toolCall(PartialToolCall toolCall) {
        piece(() -> handler.onPartialToolCall(toolCall, new PartialToolCallContext(handle)));
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
                handler.onPartialResponse(new PartialResponse(rest), new PartialResponseContext(handle));
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

    /** Notes, in its turn, that what was added before has been handed over. */
    void then(Runnable note) {
        delivery.add(note);
    }

    /** Calls the handler with what was added. */
    void run() {
        delivery.run();
    }

    private void piece(Runnable callback) {
        delivery.add(() -> {
            if (handle.isCancelled()) {
                return;
            }
            try {
                scope.execute(callback);
            } catch (Throwable e) { // also checked ones, which handlers in other languages may throw
                onFault.accept(e);
            }
        });
    }

    private void end(Runnable callback) {
        delivery.add(() -> {
            try {
                scope.execute(callback);
            } catch (Throwable e) {
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
