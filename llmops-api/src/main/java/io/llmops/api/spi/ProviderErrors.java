package io.llmops.api.spi;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.llmops.api.model.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong between a provider and its HTTP endpoint, in LangChain4j's classes and in words that can be shown
 * and logged: model, host, status, the endpoint's own words, and which variable to look at. The endpoint's words are
 * withheld where they repeat the request or the API key, as some servers do. For implementers of providers. Immutable.
 */
public final class ProviderErrors {

    private static final int MAX_CAUSE_CHARS = 100;

    private final ModelSpec spec;
    private final String endpoint;
    private final String keyVariable;
    private final String urlVariable;
    private final @Nullable Secret key;

    private ProviderErrors(ModelSpec spec, URI baseUrl, String keyVariable, String urlVariable) {
        this.spec = spec;
        // Host and port only: the rest of a URL may hold credentials.
        this.endpoint = baseUrl.getHost() + (baseUrl.getPort() < 0 ? "" : ":" + baseUrl.getPort());
        this.keyVariable = requireNonNull(keyVariable, "keyVariable");
        this.urlVariable = requireNonNull(urlVariable, "urlVariable");
        this.key = spec.apiKey(keyVariable).orElse(null);
    }

    /**
     * Errors of one model.
     *
     * @param baseUrl where the endpoint is
     * @param keyVariable the environment variable of the API key, to name in advice
     * @param urlVariable the environment variable of the base URL, to name in advice
     */
    public static ProviderErrors of(ModelSpec spec, URI baseUrl, String keyVariable, String urlVariable) {
        return new ProviderErrors(spec, baseUrl, keyVariable, urlVariable);
    }

    /**
     * An answer with an error status. LangChain4j's clients turn it into the class that belongs to the status.
     *
     * @param body the answer's body, JSON or not
     * @param request the JSON that was sent, to see whether {@code body} repeats it
     * @param retryAfter what the endpoint asks for, if it does
     */
    public ProviderHttpException status(
            int status, String body, @Nullable String request, @Nullable Duration retryAfter) {
        ErrorBody error = ErrorBody.parse(body);
        String message =
                spec.ref() + ": HTTP " + status + " from " + endpoint + explain(error, request) + advice(status);
        return new ProviderHttpException(
                status, message, retryAfter, error.code().orElse(null));
    }

    /**
     * A call that got no whole answer: no connection, a broken one, or no time left. What is already an exception of
     * LangChain4j comes back as it is.
     */
    public RuntimeException failure(Throwable failure) {
        if (failure instanceof LangChain4jException e) {
            return e;
        }
        if (isIn(failure, UnresolvedAddressException.class)) {
            // Without its cause: at that root LangChain4j would put an exception of its own, without a word, in place.
            return new UnresolvedModelServerException(spec.ref() + ": no host " + endpoint + "; check " + urlVariable);
        }
        if (isIn(failure, HttpTimeoutException.class) || isIn(failure, java.util.concurrent.TimeoutException.class)) {
            return new TimeoutException(
                    spec.ref() + ": no whole answer from " + endpoint + " within " + spec.timeout(), failure);
        }
        if (isIn(failure, ConnectException.class)) {
            return new RetriableException(
                    spec.ref() + ": nothing listens at " + endpoint + "; start the server or check " + urlVariable,
                    failure);
        }
        if (isIn(failure, IOException.class)) {
            return new RetriableException(
                    spec.ref() + ": the connection to " + endpoint + " broke: " + reason(failure), failure);
        }
        return failure instanceof RuntimeException e ? e : new LangChain4jException(failure);
    }

    /** A good status with a body, or an event of a stream, that is no whole JSON object, such as a proxy's page. */
    public RuntimeException notJson() {
        return new RetriableException(
                spec.ref() + ": what " + endpoint + " sent is no whole JSON object; check " + urlVariable);
    }

    /**
     * JSON that is not in the provider's format.
     *
     * @param failure how reading it failed; only its class is kept, since its message may show what was sent
     */
    public RuntimeException unreadable(Throwable failure) {
        return new RetriableException(spec.ref() + ": what " + endpoint + " sent is not in the format of "
                + spec.ref().provider() + " (" + failure.getClass().getSimpleName() + "); check " + urlVariable);
    }

    /** A stream that ended without its end mark, so that its text is not the whole answer. */
    public RuntimeException cutStream() {
        return new RetriableException(spec.ref() + ": the stream from " + endpoint + " ended before the answer did");
    }

    /**
     * An error in an answer or in an event of a stream, after the status had said that all is well.
     *
     * @param event the JSON of the error
     * @param request the JSON that was sent, to see whether {@code event} repeats it
     */
    public RuntimeException inAnswer(String event, @Nullable String request) {
        return new RetriableException(
                spec.ref() + ": error in the answer of " + endpoint + explain(ErrorBody.parse(event), request));
    }

    private String explain(ErrorBody error, @Nullable String request) {
        String code = error.code().map(c -> " (" + c + ")").orElse("");
        if (error.words().isEmpty()) {
            return code;
        }
        return code + ": " + (isSafe(error.words(), request) ? error.words() : "[the words repeat the request]");
    }

    private boolean isSafe(String words, @Nullable String request) {
        if (key != null && Echo.ofSecret(words, key)) {
            return false;
        }
        return request == null || !Echo.ofRequest(words, request, spec.ref().name());
    }

    private String advice(int status) {
        return switch (status) {
            case 401, 403 -> "; check " + keyVariable;
            case 404 -> "; check the model's name and " + urlVariable;
            default -> "";
        };
    }

    private static boolean isIn(Throwable failure, Class<? extends Throwable> type) {
        return chain(failure).anyMatch(type::isInstance);
    }

    private static String reason(Throwable failure) {
        Optional<Throwable> io =
                chain(failure).filter(IOException.class::isInstance).findFirst();
        Throwable cause = io.orElse(failure);
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return text.substring(0, Math.min(MAX_CAUSE_CHARS, text.length()));
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, t -> t.getCause());
    }
}
