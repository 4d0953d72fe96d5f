package io.llmops.ollama;

import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.llmops.api.spi.ProviderErrors;
import java.util.regex.Pattern;

/**
 * Ends a stream exactly once. LangChain4j waits for the line that says {@code "done": true} and never ends a stream that
 * closes without it; here such a stream ends with an error. Used by one thread, the one that reads.
 */
final class OllamaStream implements ServerSentEventListener {

    private static final Pattern ERROR = Pattern.compile("\\{\\s*\"error\"\\s*:");
    private static final Pattern DONE = Pattern.compile("\"done\"\\s*:\\s*true");

    private final ServerSentEventListener listener;
    private final ProviderErrors errors;
    private final String request;
    private boolean ended;

    OllamaStream(ServerSentEventListener listener, ProviderErrors errors, String request) {
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
        String line = event.data() == null ? "" : event.data().strip();
        if (ended || line.isEmpty()) {
            return;
        }
        try {
            errors.requireJson(line);
        } catch (RetriableException e) { // LangChain4j would log the line and leave it out
            end(e);
            return;
        }
        if (ERROR.matcher(line).lookingAt()) {
            end(errors.inStream(line, request));
            return;
        }
        ended = DONE.matcher(line).find();
        listener.onEvent(event, context);
    }

    @Override
    public void onError(Throwable error) {
        end(OllamaHttpClient.shown(error, errors, request));
    }

    @Override
    public void onClose() {
        end(errors.cutStream());
    }

    private void end(RuntimeException error) {
        if (!ended) {
            ended = true;
            listener.onError(error);
        }
    }
}
