package io.llmops.core.ledger;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.EndpointException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.exception.RateLimitedException;
import io.llmops.api.exception.StreamTimeoutException;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.spi.ProviderErrors;
import io.llmops.api.spi.ProviderHttpException;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells the kind of a failure: first by the status and the provider's own code, which LangChain4j's exceptions carry as
 * their cause, then by the class of the exception.
 */
public final class ErrorClasses {

    private static final int MAX_DEPTH = 20;

    private ErrorClasses() {}

    /** The kind of a failure; {@link ErrorClass#OTHER} where neither it nor a cause of it tells one. */
    public static ErrorClass of(Throwable failure) {
        return first(failure, ErrorClasses::ours)
                .or(() -> first(failure, ErrorClasses::byCode))
                .or(() -> first(failure, ErrorClasses::byStatus))
                .or(() -> first(failure, ErrorClasses::byClass))
                .orElse(ErrorClass.OTHER);
    }

    private static Optional<ErrorClass> first(Throwable failure, Function<Throwable, Optional<ErrorClass>> test) {
        return Stream.iterate(failure, t -> t != null, t -> t.getCause())
                .limit(MAX_DEPTH)
                .flatMap(t -> test.apply(t).stream())
                .findFirst();
    }

    private static Optional<ErrorClass> ours(Throwable t) {
        if (t instanceof BudgetExceededException) {
            return Optional.of(ErrorClass.BUDGET);
        }
        if (t instanceof GuardrailException) {
            return Optional.of(ErrorClass.GUARDRAIL);
        }
        if (t instanceof RateLimitedException) {
            return Optional.of(ErrorClass.RATE_LIMIT);
        }
        if (t instanceof EndpointException) {
            return Optional.of(ErrorClass.OVERLOADED);
        }
        if (t instanceof StreamTimeoutException) {
            return Optional.of(ErrorClass.TIMEOUT);
        }
        return t instanceof CancellationException || t instanceof InterruptedException
                ? Optional.of(ErrorClass.CANCELLED)
                : Optional.empty();
    }

    /** What a status of 400 does not tell: our providers have read it already, a ready-made model has the body as it came. */
    private static Optional<ErrorClass> byCode(Throwable t) {
        if (t instanceof ContentFilteredException) {
            return Optional.of(ErrorClass.CONTENT_FILTER);
        }
        if (t instanceof ProviderHttpException ours) {
            return ours.errorClass();
        }
        return t instanceof HttpException http && http.getMessage() != null
                ? ProviderErrors.kind(http.statusCode(), http.getMessage())
                : Optional.empty();
    }

    private static Optional<ErrorClass> byStatus(Throwable t) {
        if (!(t instanceof HttpException http)) {
            return Optional.empty();
        }
        int status = http.statusCode();
        return Optional.ofNullable(
                switch (status) {
                    case 401, 402, 403 -> ErrorClass.AUTHENTICATION;
                    case 404, 410 -> ErrorClass.MODEL_NOT_FOUND;
                    case 408, 504 -> ErrorClass.TIMEOUT;
                    case 429 -> ErrorClass.RATE_LIMIT;
                    case 503, 529 -> ErrorClass.OVERLOADED;
                    default -> status >= 500 ? ErrorClass.SERVER : status >= 400 ? ErrorClass.INVALID_REQUEST : null;
                });
    }

    private static Optional<ErrorClass> byClass(Throwable t) {
        if (t instanceof RateLimitException) {
            return Optional.of(ErrorClass.RATE_LIMIT);
        }
        if (t instanceof TimeoutException
                || t instanceof java.util.concurrent.TimeoutException
                || t instanceof java.net.http.HttpTimeoutException) {
            return Optional.of(ErrorClass.TIMEOUT);
        }
        if (t instanceof AuthenticationException) {
            return Optional.of(ErrorClass.AUTHENTICATION);
        }
        if (t instanceof ModelNotFoundException) {
            return Optional.of(ErrorClass.MODEL_NOT_FOUND);
        }
        if (t instanceof InvalidRequestException) {
            return Optional.of(ErrorClass.INVALID_REQUEST);
        }
        if (t instanceof InternalServerException) {
            return Optional.of(ErrorClass.SERVER);
        }
        if (t instanceof UnsupportedFeatureException) {
            return Optional.of(ErrorClass.INVALID_REQUEST);
        }
        // The last of its kind: what came was cut, or was no answer at all.
        return t instanceof IOException
                        || t instanceof RetriableException
                        || t instanceof UnresolvedAddressException
                        || t instanceof UnresolvedModelServerException
                ? Optional.of(ErrorClass.NETWORK)
                : Optional.empty();
    }
}
