package io.llmops.core.endpoint;

import org.jspecify.annotations.Nullable;

/** Told of each attempt of one call. What {@link #begins} throws ends the call. */
public interface AttemptListener {

    /** An attempt is about to be made; reserves what it may cost. */
    void begins(Try attempt);

    /** An attempt has ended; {@code error} is null if it answered. */
    void ended(Try attempt, @Nullable Throwable error);
}
