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
 * error, for otherwise half an answer would pass as a whole one. Used by one thread, the one that reads.
 */
final class StreamEnd implements ServerSentEventListener {

    private static final String DONE = "[DONE]";
    private static final Pattern ERROR = Pattern.compile("\\{\\s*\"error\"\\s*:");
    private static final Pattern FINISHED = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");

    private final ServerSentEventListener listener;
    private final ProviderErrors errors;
    private final @Nullable String request;
    private boolean marked;
    private boolean ended;

    StreamEnd(ServerSentEventListener listener, ProviderErrors errors, @Nullable String request) {
        this.listener = listener;
        this.errors = errors;
        this.request = request;
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
    }

    @Override
    public void onEvent(ServerSentEvent event) {
        if (accept(event)) {
            listener.onEvent(event);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (!ended) {
            ended = true;
            listener.onError(errors.failure(error));
        }
    }

    @Override
    public void onClose() {
        if (ended) {
            return;
        }
        if (!marked) {
            onError(errors.cutStream());
            return;
        }
        ended = true;
        listener.onClose();
    }

    /**
     * Whether the event belongs to the answer. Not so after the end, nor an error, which some servers send as an event of
     * a good answer, nor half an event, which LangChain4j would log and leave out.
     */
    private boolean accept(ServerSentEvent event) {
        String data = event.data() == null ? "" : event.data().strip();
        if (ended || data.isEmpty()) {
            return false;
        }
        if (data.equals(DONE)) {
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
