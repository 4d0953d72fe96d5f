package io.llmops.api.spi;

import dev.langchain4j.exception.HttpException;
import io.llmops.api.ledger.ErrorClass;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error answer of a model's HTTP endpoint, with what a retry needs to know. LangChain4j makes it the cause of the
 * exception that the caller sees, such as {@code RateLimitException}. Made by {@link ProviderErrors}, so its message can
 * be shown. Immutable.
 */
public final class ProviderHttpException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;
    private final @Nullable String providerCode;
    private final @Nullable ErrorClass errorClass;
    private final boolean inAnswer;

    ProviderHttpException(
            int status,
            String message,
            @Nullable Duration retryAfter,
            @Nullable String providerCode,
            @Nullable ErrorClass errorClass,
            boolean inAnswer) {
        super(status, message);
        this.retryAfter = retryAfter;
        this.providerCode = providerCode;
        this.errorClass = errorClass;
        this.inAnswer = inAnswer;
    }

    /** How long the endpoint asks callers to wait, from its {@code Retry-After} header (RFC 9110, section 10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The endpoint's own name of the error, such as {@code context_length_exceeded} or {@code insufficient_quota}. */
    public Optional<String> providerCode() {
        return Optional.ofNullable(providerCode);
    }

    /**
     * What kind of failure it is where the endpoint's code or words tell and the status does not: a prompt that is longer
     * than the window, a content filter, an account without credit.
     */
    public Optional<ErrorClass> errorClass() {
        return Optional.ofNullable(errorClass);
    }

    /** Whether it came in an answer that had begun well, so that the endpoint may have worked on the request. */
    public boolean inAnswer() {
        return inAnswer;
    }
}
