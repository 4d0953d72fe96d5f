package io.llmops.api.ledger;

import io.llmops.api.model.Usage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One try of a logical call at one endpoint.
 *
 * @param endpoint the endpoint or model that was tried
 * @param latency from sending to the answer or failure
 * @param usage tokens of this attempt alone
 * @param error a stable name of the failure, or null if it succeeded
 */
public record Attempt(
        String endpoint,
        Duration latency,
        Usage usage,
        @Nullable String error) {

    /** The failure's name, if it failed. */
    public Optional<String> failure() {
        return Optional.ofNullable(error);
    }
}
