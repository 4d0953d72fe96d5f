package io.llmops.openai;

import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.llmops.api.spi.ProviderErrors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ends a stream exactly once: with an error that can be shown, or well. A stream that closes without its end mark is an
 * error, for otherwise half an answer would pass as a whole one. After a cancellation nothing more is told. Used by one
 * thread at a time.
 */
final class StreamEnd implements ServerSentEventListener {

    private static final String DONE = "[DONE]";
    private static final Pattern ERROR = Pattern.compile("\\{\\s*\"error\"\\s*:");
    private static final Pattern FINISHED = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");

    private final ServerSentEventListener listener;
    private final ProviderErrors errors;
    private final @Nullable String request;
    private final OpenAiExchange exchange;
    private boolean marked;
    private boolean ended;

    StreamEnd(
            ServerSentEventListener listener,
            ProviderErrors errors,
            @Nullable String request,
            OpenAiExchange exchange) {
        this.listener = listener;
        this.errors = errors;
        this.request = request;
        this.exchange = exchange;
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
        listener.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        if (accept(event)) {
            listener.onEvent(event, context);
        }
        if (isDone(event)) { // some servers keep the connection open after it
            onClose();
        }
    }

    @Override
    public void onEvent(ServerSentEvent event) {
        onEvent(event, exchange.context());
    }

    @Override
    public void onError(Throwable error) {
        if (isOver()) {
            return;
        }
        ended = true;
        listener.onError(errors.failure(error));
        exchange.cancel(); // what is still to come is of no use
    }

    @Override
    public void onClose() {
        if (isOver()) {
            return;
        }
        if (!marked) {
            onError(errors.cutStream());
            return;
        }
        ended = true;
        listener.onClose();
    }

    private static boolean isDone(ServerSentEvent event) {
        return event.data() != null && event.data().strip().equals(DONE);
    }

    private boolean isOver() {
        return ended || exchange.isCancelled();
    }

    /**
     * Whether the event belongs to the answer. Not so after the end, nor an error, which some servers send as an event of
     * a good answer, nor half an event, which LangChain4j would log and leave out.
     */
    private boolean accept(ServerSentEvent event) {
        String data = event.data() == null ? "" : event.data().strip();
        if (isOver() || data.isEmpty()) {
            return false;
        }
        if (isDone(event)) {
            marked = true;
            return true;
        }
        try {
            errors.requireJson(data);
        } catch (RetriableException e) {
            onError(e);
            return false;
        }
        if (ERROR.matcher(data).lookingAt()) {
            onError(errors.inStream(data, request));
            return false;
        }
        marked = marked || FINISHED.matcher(data).find();
        return true;
    }
}
