package io.llmops.core.endpoint;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import io.llmops.api.spi.ProviderHttpException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt can fail, as our providers say it: an exception of LangChain4j around the status. */
enum Outcomes {
    LIMITED_FOR_SECONDS(true, Duration.ofSeconds(7)),
    LIMITED_UNTIL_A_DATE(true, Duration.ofMillis(12_340)),
    LIMITED(true, null),
    NO_CREDIT(false, null),
    ERROR_500(true, null),
    ERROR_502(true, null),
    ERROR_503(true, Duration.ofSeconds(2)),
    ERROR_529(true, null),
    ERROR_408(true, null),
    TIMEOUT(true, null),
    RESET(true, null),
    BROKEN_JSON(true, null),
    INVALID_400(false, null),
    NO_KEY_401(false, null),
    NO_MODEL_404(false, null),
    FILTERED(false, null),
    WINDOW(false, null);

    private static final ProviderErrors ERRORS = ProviderErrors.of(
            ModelSpec.builder(ModelRef.parse("fake/model"))
                    .environment(v -> null)
                    .build(),
            URI.create("http://127.0.0.1:1/v1"),
            "FAKE_KEY",
            "FAKE_URL");

    final boolean retried;
    final @Nullable Duration retryAfter;

    Outcomes(boolean retried, @Nullable Duration retryAfter) {
        this.retried = retried;
        this.retryAfter = retryAfter;
    }

    RuntimeException failure() {
        return switch (this) {
            case LIMITED_FOR_SECONDS, LIMITED_UNTIL_A_DATE, LIMITED -> new RateLimitException(http(429, ""));
            case NO_CREDIT -> new RateLimitException(http(429, "insufficient_quota"));
            case ERROR_500 -> new InternalServerException(http(500, ""));
            case ERROR_502 -> new InternalServerException(http(502, ""));
            case ERROR_503 -> new InternalServerException(http(503, ""));
            case ERROR_529 -> new InternalServerException(http(529, ""));
            case ERROR_408 -> new TimeoutException(http(408, ""));
            case TIMEOUT -> new TimeoutException("no whole answer within PT1M");
            case RESET -> ERRORS.failure(new SocketException("Connection reset"));
            case BROKEN_JSON -> new RetriableException("what came is no whole JSON object");
            case INVALID_400 -> new InvalidRequestException(http(400, "invalid_value"));
            case NO_KEY_401 -> new AuthenticationException(http(401, ""));
            case NO_MODEL_404 -> new ModelNotFoundException(http(404, ""));
            case FILTERED -> new ContentFilteredException("filtered");
            case WINDOW -> new InvalidRequestException(http(400, "context_length_exceeded"));
        };
    }

    static ProviderHttpException limited(Duration retryAfter) {
        return ERRORS.status(429, "", null, retryAfter);
    }

    private ProviderHttpException http(int status, String code) {
        String body = "{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}";
        return ERRORS.status(status, body, null, retryAfter);
    }
}
