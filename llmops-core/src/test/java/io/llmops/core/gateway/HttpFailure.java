package io.llmops.core.gateway;

import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import io.llmops.api.spi.ProviderHttpException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers with an error status, as providers of ours throw them. */
final class HttpFailure {

    private static final ProviderErrors ERRORS = ProviderErrors.of(
            ModelSpec.builder(ModelRef.parse("fake/m")).build(),
            URI.create("http://localhost"),
            "FAKE_KEY",
            "FAKE_URL");

    private HttpFailure() {}

    static ProviderHttpException of(int status) {
        return of(status, null);
    }

    static ProviderHttpException of(int status, @Nullable Duration retryAfter) {
        return ERRORS.status(status, "{}", null, retryAfter);
    }
}
