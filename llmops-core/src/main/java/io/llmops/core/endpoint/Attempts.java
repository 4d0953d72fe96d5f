package io.llmops.core.endpoint;

import io.github.resilience4j.retry.Retry;
import io.llmops.api.exception.EndpointException;
import io.llmops.api.ledger.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way of one logical call over its endpoints: which is next, after what wait, and when to give up. It waits for nothing
 * and calls nothing itself, so that synchronous calls and streams share it. Thread-safe, for hedged calls.
 */
public final class Attempts {

    private final Route route;
    private final long deadlineNanos;
    private final List<Lane> chain;
    private final Set<Lane> left = new HashSet<>();
    private final List<Throwable> failures = new ArrayList<>();
    private Retry.@Nullable AsyncContext<Object> retries;

    Attempts(Route route, Duration within) {
        this.route = route;
        this.deadlineNanos = route.time().nanoTime() + within.toNanos();
        this.chain = new ArrayList<>(route.order());
        this.chain.addAll(route.general());
    }

    /** Time until the call must have ended; zero if it is up. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - route.time().nanoTime()));
    }

    /**
     * The first attempt.
     *
     * @throws EndpointException if no endpoint takes a call just now
     */
    public synchronized Try first() {
        return enter(Attempt.Kind.FIRST).orElseThrow(this::exhausted);
    }

    /** A second attempt beside one that is slow, at an endpoint that was not tried yet; empty where there is none. */
    public synchronized Optional<Try> hedge() {
        return enter(Attempt.Kind.HEDGE);
    }

    /** The attempt that follows a failed one, which ends here; empty where nothing follows: then see {@link #giveUp}. */
    public Optional<Try> next(Try failed, Throwable error) {
        return next(failed, error, true);
    }

    /**
     * The attempt that follows a failed one, which ends here.
     *
     * @param again whether one may follow at all: not where a part of a stream has been shown
     */
    public synchronized Optional<Try> next(Try failed, Throwable error, boolean again) {
        Failure failure = Failure.of(error);
        failed.failed(failure);
        failures.add(error);
        if (again && failure.verdict() == Verdict.RETRY) {
            Optional<Try> retry = again(failed.lane(), failure);
            if (retry.isPresent()) {
                return retry;
            }
        }
        retries = null;
        if (failure.verdict().cools()) {
            failed.lane().cool(longer(route.cooldown(), failure.retryAfter()));
        }
        if (!again || remaining().isZero()) {
            return Optional.empty();
        }
        return switch (failure.verdict()) {
            case RETRY, FALL_BACK -> enter(Attempt.Kind.FALLBACK);
            case LARGER_WINDOW -> turn(route.contextWindow().isEmpty() ? route.general() : route.contextWindow());
            case OTHER_POLICY -> turn(route.contentPolicy());
            case FAIL -> Optional.empty();
        };
    }

    /**
     * One of two attempts at once failed, while the other one goes on, which is what counts now. If that fails as well, an
     * endpoint whose failure may pass can be tried again.
     */
    synchronized void failedBeside(Try attempt, Throwable error) {
        Failure failure = Failure.of(error);
        attempt.failed(failure);
        failures.add(error);
        if (failure.verdict() == Verdict.RETRY) {
            left.remove(attempt.lane());
        }
        if (failure.verdict().cools()) {
            attempt.lane().cool(longer(route.cooldown(), failure.retryAfter()));
        }
    }

    /** An attempt that was let in is not made after all; its endpoint may still be tried. */
    synchronized void notMade(Try attempt) {
        attempt.cancelled();
        left.remove(attempt.lane());
    }

    /** Adds the failures before it to the last one, as suppressed, for the caller to see. */
    public synchronized void giveUp(Throwable last) {
        for (Throwable earlier : failures) {
            if (earlier != last && List.of(last.getSuppressed()).stream().noneMatch(s -> s == earlier)) {
                last.addSuppressed(earlier);
            }
        }
    }

    /** Again at the same endpoint, if its retries, its breaker and the deadline let it. */
    private Optional<Try> again(Lane lane, Failure failure) {
        Optional<Retry> policy = route.retry(lane.endpoint());
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        if (retries == null) {
            retries = policy.get().asyncContext();
        }
        long millis = retries.onError(failure.error());
        if (millis < 0 || Duration.ofMillis(millis).compareTo(remaining()) >= 0) {
            return Optional.empty();
        }
        return enter(lane, Attempt.Kind.RETRY, Duration.ofMillis(millis));
    }

    /** From here on only these endpoints. */
    private Optional<Try> turn(List<Lane> to) {
        chain.clear();
        chain.addAll(to);
        return enter(Attempt.Kind.FALLBACK);
    }

    /** The next endpoint of the chain that lets the call in; those that are cooling only if no other does. */
    private Optional<Try> enter(Attempt.Kind kind) {
        for (boolean cooling : new boolean[] {false, true}) {
            for (Lane lane : chain) {
                if (!left.contains(lane) && lane.cooling() == cooling) {
                    Optional<Try> entered = enter(lane, kind, Duration.ZERO);
                    if (entered.isPresent()) {
                        left.add(lane);
                        return entered;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Try> enter(Lane lane, Attempt.Kind kind, Duration wait) {
        Optional<Permit> permit = lane.enter(remaining());
        if (permit.isEmpty()) {
            return Optional.empty();
        }
        Duration waited = longer(wait, permit.get().rateWait());
        if (!waited.isZero() && waited.compareTo(remaining()) >= 0) {
            permit.get().give(0, Permit.End.NEUTRAL, null);
            return Optional.empty();
        }
        return Optional.of(new Try(lane, permit.get(), kind, waited, route.time()));
    }

    private EndpointException exhausted() {
        String states = chain.stream()
                .map(lane ->
                        lane.endpoint().name() + " (breaker " + lane.state() + ", " + lane.busy() + " calls going on)")
                .collect(Collectors.joining(", "));
        return new EndpointException("no endpoint takes a call just now: " + states
                + "; wait, add an endpoint or a fallback, or raise maxConcurrent or rateLimit");
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
