package io.llmops.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt in JSON: durations in nanoseconds, tokens by class. What is usual is left out, as version 1 did not have it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredAttempt(
        @Nullable String endpoint,
        Attempt.@Nullable Kind kind,
        @Nullable String model,
        @Nullable Long waitedNanos,
        long latencyNanos,
        Usage.Quality quality,
        @Nullable Map<TokenClass, Long> tokens,
        @Nullable String cost,
        @Nullable String currency,
        @Nullable String error,
        @Nullable ErrorClass errorClass,
        @Nullable Boolean unseenRetries) {

    static StoredAttempt of(Attempt attempt) {
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        for (TokenClass c : TokenClass.values()) {
            if (attempt.usage().tokens(c) > 0) {
                tokens.put(c, attempt.usage().tokens(c));
            }
        }
        return new StoredAttempt(
                attempt.endpoint(),
                attempt.kind() == Attempt.Kind.FIRST ? null : attempt.kind(),
                attempt.model().orElse(null),
                attempt.waited().isZero() ? null : attempt.waited().toNanos(),
                attempt.latency().toNanos(),
                attempt.usage().quality(),
                tokens.isEmpty() ? null : tokens,
                attempt.cost().map(m -> m.amount().toString()).orElse(null),
                attempt.cost().map(Money::currency).orElse(null),
                attempt.failure().orElse(null),
                attempt.errorClass().orElse(null),
                attempt.unseenRetries() ? true : null);
    }

    Attempt toAttempt() {
        Usage.Builder usage = Usage.builder().quality(quality);
        if (tokens != null) {
            tokens.forEach(usage::tokens);
        }
        return Attempt.builder(endpoint == null ? "" : endpoint)
                .kind(kind == null ? Attempt.Kind.FIRST : kind)
                .model(model)
                .waited(Duration.ofNanos(waitedNanos == null ? 0 : waitedNanos))
                .latency(Duration.ofNanos(latencyNanos))
                .usage(usage.build())
                .cost(cost == null || currency == null ? null : Money.of(cost, currency))
                .failure(error, errorClass)
                .unseenRetries(unseenRetries != null && unseenRetries)
                .build();
    }
}
