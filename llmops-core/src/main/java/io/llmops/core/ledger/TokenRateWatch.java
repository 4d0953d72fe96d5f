package io.llmops.core.ledger;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares tokens per minute of a recent window with those of the time before, and tells a listener when a group passes
 * its baseline by a factor, once until it has fallen below again. Chats of every outcome count, with all classes of tokens.
 * The baseline of a group begins with its first call in the time before, so that a young scenario is not measured against
 * hours in which it did not exist. Thread-safe; close it to end it.
 */
public final class TokenRateWatch implements AutoCloseable {

    /** The window by default: 5 minutes. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);
    /** The time before the window that is the baseline by default: one day. */
    public static final Duration DEFAULT_BASELINE = Duration.ofDays(1);
    /** The factor by default: {@value}. */
    public static final double DEFAULT_FACTOR = 3;
    /** Tokens a minute below which there is no alert by default: {@value}. */
    public static final long DEFAULT_MINIMUM = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(TokenRateWatch.class);

    private final Builder settings;
    private final Ledger ledger;
    private final Clock clock;
    private final Listener listener;
    private final ScheduledExecutorService thread;
    private final Future<?> checks;
    private final Set<String> alerted = new HashSet<>();

    /** Told of alerts. What it throws is logged and changes nothing. */
    public interface Listener {
        /** A group uses more tokens a minute than usual. */
        void onAlert(TokenRateAlert alert);
    }

    private TokenRateWatch(Builder settings, Ledger ledger, Clock clock, Listener listener) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.listener = requireNonNull(listener, "listener");
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread t = new Thread(task, "llmops-token-watch");
            t.setDaemon(true);
            return t;
        });
        long nanos = settings.every.toNanos();
        this.checks = thread.scheduleWithFixedDelay(this::checkQuietly, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** What one group used in the window and before it. */
    private static final class Rates {
        private long inWindow;
        private long before;
        private Instant first = Instant.MAX;
        private boolean atLeast;
    }

    /**
     * Looks now, beside the times at which it looks by itself.
     *
     * @return the alerts that were raised
     * @throws io.llmops.api.exception.StoreException if the ledger cannot be read
     */
    public synchronized List<TokenRateAlert> check() {
        Instant now = clock.instant();
        Instant windowStart = now.minus(settings.window);
        Map<String, Rates> groups = new TreeMap<>();
        LedgerQuery query = LedgerQuery.builder()
                .from(windowStart.minus(settings.baseline))
                .to(ledger.end())
                .details(false)
                .build();
        ledger.scan(query, record -> add(groups, record, windowStart));
        alerted.retainAll(groups.keySet());
        List<TokenRateAlert> alerts = new ArrayList<>();
        groups.forEach((name, rates) -> {
            TokenRateAlert alert = new TokenRateAlert(
                    name, now, rates.inWindow / minutes(settings.window), baseline(rates, windowStart), rates.atLeast);
            if (!isTooMuch(alert)) {
                alerted.remove(name);
            } else if (alerted.add(name)) {
                alerts.add(alert);
            }
        });
        alerts.forEach(this::tell);
        return alerts;
    }

    private void add(Map<String, Rates> groups, CallRecord record, Instant windowStart) {
        if (!record.kind().isChat()) {
            return;
        }
        String name = settings.by == null ? "" : settings.by.of(record).orElse("");
        Rates rates = groups.computeIfAbsent(name, n -> new Rates());
        if (record.startedAt().isBefore(windowStart)) {
            rates.before += record.usage().total();
            rates.first = record.startedAt().isBefore(rates.first) ? record.startedAt() : rates.first;
        } else {
            rates.inWindow += record.usage().total();
            rates.atLeast |= record.usage().quality() == Usage.Quality.UNKNOWN;
        }
    }

    private static OptionalDouble baseline(Rates rates, Instant windowStart) {
        return rates.first.equals(Instant.MAX)
                ? OptionalDouble.empty()
                : OptionalDouble.of(rates.before / Math.max(1, minutes(Duration.between(rates.first, windowStart))));
    }

    private boolean isTooMuch(TokenRateAlert alert) {
        if (settings.limit > 0 && alert.perMinute() > settings.limit) {
            return true;
        }
        return alert.baseline().isPresent()
                && alert.perMinute() >= settings.minimum
                && alert.perMinute() > settings.factor * alert.baseline().getAsDouble();
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / 60e3;
    }

    private void tell(TokenRateAlert alert) {
        try {
            listener.onAlert(alert);
        } catch (RuntimeException e) {
            LOG.warn("The listener of a token alert failed: {}", e.toString());
        }
    }

    private void checkQuietly() {
        try {
            check();
        } catch (RuntimeException e) {
            LOG.warn("Tokens per minute could not be watched: {}", e.toString());
        }
    }

    /** Ends the watch; a check that is going on comes to its end by itself. */
    @Override
    public void close() {
        checks.cancel(false);
        thread.shutdown();
    }

    /** What to watch and how much is too much. Not thread-safe. */
    public static final class Builder {
        private @Nullable Dimension by = Dimension.SCENARIO;
        private Duration window = DEFAULT_WINDOW;
        private Duration baseline = DEFAULT_BASELINE;
        private Duration every = Duration.ofMinutes(1);
        private double factor = DEFAULT_FACTOR;
        private long minimum = DEFAULT_MINIMUM;
        private long limit;

        Builder() {}

        /** What is watched apart; {@link Dimension#SCENARIO} by default. */
        public Builder by(Dimension by) {
            this.by = requireNonNull(by, "by");
            return this;
        }

        /** Watches all calls together. */
        public Builder together() {
            this.by = null;
            return this;
        }

        /**
         * The recent time that is looked at; 5 minutes by default.
         *
         * @throws IllegalArgumentException if {@code window} is shorter than a second
         */
        public Builder window(Duration window) {
            this.window = aSecondOrMore("window", window);
            return this;
        }

        /**
         * The time before the window that it is compared with; one day by default.
         *
         * @throws IllegalArgumentException if {@code baseline} is shorter than a second
         */
        public Builder baseline(Duration baseline) {
            this.baseline = aSecondOrMore("baseline", baseline);
            return this;
        }

        /**
         * How often it looks; each minute by default. Each look reads window and baseline in the ledger.
         *
         * @throws IllegalArgumentException if {@code every} is shorter than a second
         */
        public Builder every(Duration every) {
            this.every = aSecondOrMore("every", every);
            return this;
        }

        /**
         * How many times its baseline a group must pass; {@value TokenRateWatch#DEFAULT_FACTOR} by default.
         *
         * @throws IllegalArgumentException if {@code factor} is not more than 1
         */
        public Builder factor(double factor) {
            if (!(factor > 1)) {
                throw new IllegalArgumentException("factor must be more than 1, but is " + factor);
            }
            this.factor = factor;
            return this;
        }

        /**
         * Tokens a minute below which the factor raises no alert; {@value TokenRateWatch#DEFAULT_MINIMUM} by default.
         *
         * @throws IllegalArgumentException if {@code minimum} is negative
         */
        public Builder minimum(long minimum) {
            if (minimum < 0) {
                throw new IllegalArgumentException("minimum must not be negative, but is " + minimum);
            }
            this.minimum = minimum;
            return this;
        }

        /**
         * Tokens a minute that are too much whatever the baseline is, also for a group without one; none by default.
         *
         * @throws IllegalArgumentException if {@code limit} is not positive
         */
        public Builder limit(long limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be positive, but is " + limit);
            }
            this.limit = limit;
            return this;
        }

        TokenRateWatch start(Ledger ledger, Clock clock, Listener listener) {
            return new TokenRateWatch(this, ledger, clock, listener);
        }

        private static Duration aSecondOrMore(String what, Duration duration) {
            if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(what + " must be a second or more, but is " + duration);
            }
            return duration;
        }
    }
}
