package io.llmops.api.spi;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.llmops.api.ledger.ErrorClass;
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
    private static final String IN_ANSWER = ": error in the answer of ";

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
        return error(status, ErrorBody.parse(body), request, retryAfter, false);
    }

    /**
     * What an error answer is about where its status does not tell and its body does, such as a prompt that is longer than
     * the window. For answers that a client of another make has read.
     *
     * @param body the answer's body, JSON or not
     */
    public static Optional<ErrorClass> kind(int status, String body) {
        return ErrorKinds.of(status, ErrorBody.parse(body));
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
     * An error in an answer or in an event of a stream, after the status had said that all is well. It is the same as one
     * with an error status where its code tells which, a {@link ProviderHttpException}, and otherwise one that may pass.
     *
     * @param event the JSON of the error
     * @param request the JSON that was sent, to see whether {@code event} repeats it
     */
    public RuntimeException inAnswer(String event, @Nullable String request) {
        ErrorBody error = ErrorBody.parse(event);
        Optional<Integer> status = ErrorKinds.status(error);
        return status.isPresent()
                ? error(status.get(), error, request, null, true)
                : new RetriableException(spec.ref() + IN_ANSWER + endpoint + explain(error, request));
    }

    /**
     * An answer that a content filter of the provider refused or withheld, though its status says that all is well.
     *
     * @param reason the provider's name of the reason; not shown if it is more than a name
     */
    public ContentFilteredException refused(String reason) {
        String shown = ErrorBody.isCode(reason) ? " (" + reason + ")" : "";
        return new ContentFilteredException(spec.ref() + ": the content filter of " + endpoint
                + " refused the prompt or withheld the answer" + shown);
    }

    private ProviderHttpException error(
            int status, ErrorBody error, @Nullable String request, @Nullable Duration retryAfter, boolean inAnswer) {
        String where = (inAnswer ? IN_ANSWER : ": HTTP " + status + " from ") + endpoint;
        return new ProviderHttpException(
                status,
                spec.ref() + where + explain(error, request) + advice(status),
                retryAfter,
                error.code().orElse(null),
                ErrorKinds.of(status, error).orElse(null),
                inAnswer);
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
            case 402 -> "; check the credit of the account";
            case 404, 410 -> "; check the model's name and " + urlVariable;
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
