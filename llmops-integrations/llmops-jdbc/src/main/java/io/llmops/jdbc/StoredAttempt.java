package io.llmops.jdbc;

import io.llmops.api.ledger.Attempt;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt in JSON: a latency in nanoseconds, tokens by class. */
record StoredAttempt(
        String endpoint,
        long latencyNanos,
        Usage.Quality quality,
        Map<TokenClass, Long> tokens,
        @Nullable String error) {

    static StoredAttempt of(Attempt attempt) {
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        for (TokenClass c : TokenClass.values()) {
            if (attempt.usage().tokens(c) > 0) {
                tokens.put(c, attempt.usage().tokens(c));
            }
        }
        return new StoredAttempt(
                attempt.endpoint(), attempt.latency().toNanos(), attempt.usage().quality(), tokens, attempt.error());
    }

    Attempt toAttempt() {
        Usage.Builder usage = Usage.builder().quality(quality);
        if (tokens != null) {
            tokens.forEach(usage::tokens);
        }
        return new Attempt(endpoint == null ? "" : endpoint, Duration.ofNanos(latencyNanos), usage.build(), error);
    }
}
