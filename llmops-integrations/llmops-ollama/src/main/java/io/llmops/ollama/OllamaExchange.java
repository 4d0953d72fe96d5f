package io.llmops.ollama;

import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import io.llmops.api.spi.Exchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** The HTTP exchange of a stream, closed by its handle or by the exchange that the caller holds, at any time. Thread-safe. */
final class OllamaExchange implements ServerSentEventParsingHandle {

    private final AtomicReference<CompletableFuture<?>> answer = new AtomicReference<>(new CompletableFuture<>());
    private volatile boolean cancelled;

    /** Belongs to the exchange of the current thread, if that is one. */
    OllamaExchange() {
        Exchange.current().ifPresent(exchange -> exchange.onClose(this::cancel));
    }

    ServerSentEventContext context() {
        return new ServerSentEventContext(this);
    }

    void started(CompletableFuture<?> answer) {
        this.answer.set(answer);
        if (cancelled) {
            answer.cancel(true);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        answer.get().cancel(true);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
