package io.llmops.api.spi;

import dev.langchain4j.exception.HttpException;
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

    ProviderHttpException(int status, String message, @Nullable Duration retryAfter, @Nullable String providerCode) {
        super(status, message);
        this.retryAfter = retryAfter;
        this.providerCode = providerCode;
    }

    /** How long the endpoint asks callers to wait, from its {@code Retry-After} header (RFC 9110, section 10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The endpoint's own name of the error, such as {@code context_length_exceeded} or {@code insufficient_quota}. */
    public Optional<String> providerCode() {
        return Optional.ofNullable(providerCode);
    }
}
