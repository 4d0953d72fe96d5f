package io.llmops.core.ledger;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.Secret;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an application writes its ledger and how long it keeps it. Immutable. */
public final class LedgerSettings {

    /** Records that wait for the store at most, by default: {@value}. */
    public static final int DEFAULT_CAPACITY = 10_000;
    /** How long {@code close()} waits for the store by default: 10 seconds. */
    public static final Duration DEFAULT_CLOSE_WITHIN = Duration.ofSeconds(10);

    private final LedgerMode mode;
    private final int capacity;
    private final Duration closeWithin;
    private final Retention retention;
    private final @Nullable Secret fingerprintKey;

    private LedgerSettings(Builder b) {
        this.mode = b.mode;
        this.capacity = b.capacity;
        this.closeWithin = b.closeWithin;
        this.retention = b.retention;
        this.fingerprintKey = b.fingerprintKey;
    }

    /** The defaults. */
    public static LedgerSettings defaults() {
        return builder().build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** What a call does when the ledger cannot keep up. */
    public LedgerMode mode() {
        return mode;
    }

    /** Records that wait for the store at most. */
    public int capacity() {
        return capacity;
    }

    /** How long {@code close()} waits for the store. */
    public Duration closeWithin() {
        return closeWithin;
    }

    /** How long records are kept. */
    public Retention retention() {
        return retention;
    }

    /** The key of fingerprints in place of the store's own, if one was given. */
    public Optional<Secret> fingerprintKey() {
        return Optional.ofNullable(fingerprintKey);
    }

    /** Builds {@link LedgerSettings}. Not thread-safe. */
    public static final class Builder {
        private LedgerMode mode = LedgerMode.DURABLE;
        private int capacity = DEFAULT_CAPACITY;
        private Duration closeWithin = DEFAULT_CLOSE_WITHIN;
        private Retention retention = Retention.forever();
        private @Nullable Secret fingerprintKey;

        private Builder() {}

        /** What a call does when the ledger cannot keep up; {@link LedgerMode#DURABLE} by default. */
        public Builder mode(LedgerMode mode) {
            this.mode = requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Records that wait for the store at most; {@value LedgerSettings#DEFAULT_CAPACITY} by default.
         *
         * @throws IllegalArgumentException if {@code capacity} is less than 1
         */
        public Builder capacity(int capacity) {
            if (capacity < 1) {
                throw new IllegalArgumentException("capacity must be at least 1, but is " + capacity);
            }
            this.capacity = capacity;
            return this;
        }

        /**
         * How long {@code close()} waits for the store; 10 seconds by default.
         *
         * @throws IllegalArgumentException if {@code closeWithin} is negative
         */
        public Builder closeWithin(Duration closeWithin) {
            if (closeWithin.isNegative()) {
                throw new IllegalArgumentException("closeWithin must not be negative, but is " + closeWithin);
            }
            this.closeWithin = closeWithin;
            return this;
        }

        /** How long records are kept; {@link Retention#forever()} by default. */
        public Builder retention(Retention retention) {
            this.retention = requireNonNull(retention, "retention");
            return this;
        }

        /**
         * A key for the fingerprints of questions and answers. By default it is the store's own, which lies beside them: who
         * has the whole store could then test whether a question that they guess was asked. Changing the key makes earlier
         * questions new.
         */
        public Builder fingerprintKey(Secret fingerprintKey) {
            this.fingerprintKey = requireNonNull(fingerprintKey, "fingerprintKey");
            return this;
        }

        /** The settings. */
        public LedgerSettings build() {
            return new LedgerSettings(this);
        }
    }
}
