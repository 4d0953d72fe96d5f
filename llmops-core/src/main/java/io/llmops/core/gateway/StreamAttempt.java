package io.llmops.core.gateway;

import dev.langchain4j.exception.LangChain4jException;
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
import io.llmops.api.spi.Exchange;
import io.llmops.core.endpoint.Try;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a stream, as the provider sees it. It may call on any thread, at once on several, and too late: what
 * comes after the attempt's end is left out, and a handle that comes with it is cancelled.
 */
final class StreamAttempt implements StreamingChatResponseHandler {

    private final StreamCall call;
    private final Try attempt;
    private final Exchange exchange = new Exchange();
    private volatile @Nullable StreamWatch watch;
    private volatile @Nullable StreamingHandle provided;

    StreamAttempt(StreamCall call, Try attempt) {
        this.call = call;
        this.attempt = attempt;
    }

    Try attempt() {
        return attempt;
    }

    /** Is watched from now on, unless it was closed before. */
    void watch(StreamWatch watch) {
        this.watch = watch;
        watch.begin();
        if (exchange.isClosed()) {
            watch.stop();
        }
    }

    void token() {
        StreamWatch watched = watch;
        if (watched != null) {
            watched.token();
        }
    }

    /** It answered. */
    void end() {
        StreamWatch watched = watch;
        if (watched != null) {
            watched.stop();
        }
    }

    /** Makes the call on the current thread. */
    void run(Runnable model) {
        exchange.run(model);
    }

    /** Closes the connection: by the exchange where the provider knows it, else by its handle, once it gives one. */
    void close() {
        end();
        exchange.close();
    }

    @Override
    public void onPartialResponse(String text) {
        text(text);
    }

    @Override
    public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
        take(context.streamingHandle());
        text(text.text());
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        thinking(thinking);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
        take(context.streamingHandle());
        thinking(thinking);
    }

    @Override
    public void onPartialToolCall(PartialToolCall toolCall) {
        toolCall(toolCall);
    }

    @Override
    public void onPartialToolCall(PartialToolCall toolCall, PartialToolCallContext context) {
        take(context.streamingHandle());
        toolCall(toolCall);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall toolCall) {
        call.piece(this, (tally, outlet) -> {
            tally.complete(toolCall.toolExecutionRequest());
            outlet.toolCall(toolCall);
        });
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        call.rawEvent(this, event);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (response == null) {
            call.failed(this, NoAnswerException.of(attempt.endpoint()));
        } else {
            call.completed(this, response);
        }
    }

    @Override
    public void onError(Throwable error) {
        call.failed(this, error);
    }

    private void text(@Nullable String text) {
        if (text != null && !text.isEmpty()) {
            call.piece(this, (tally, outlet) -> {
                tally.text(text);
                outlet.text(text);
            });
        }
    }

    private void thinking(PartialThinking thinking) {
        call.piece(this, (tally, outlet) -> {
            tally.thinking(thinking.text());
            outlet.thinking(thinking);
        });
    }

    private void toolCall(PartialToolCall toolCall) {
        call.piece(this, (tally, outlet) -> {
            tally.toolCall(toolCall.partialArguments());
            outlet.toolCall(toolCall);
        });
    }

    private void take(StreamingHandle handle) {
        if (provided == null) {
            provided = handle;
            exchange.onClose(() -> cancel(handle));
        }
    }

    private static void cancel(StreamingHandle handle) {
        try {
            handle.cancel();
        } catch (LangChain4jException e) {
            // A provider that cannot cancel says so by this; its late events are left out all the same.
        }
    }
}
