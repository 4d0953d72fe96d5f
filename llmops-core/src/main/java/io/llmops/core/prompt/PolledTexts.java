package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptChanges;
import io.llmops.api.prompt.PromptStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Texts of a store as they were when it last answered; readers never wait for it. */
final class PolledTexts implements PromptTexts, AutoCloseable {

    /** After how long without an answer the store counts as away, though it has not failed. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final long CLOSE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger("io.llmops.core.prompt");

    private final PromptStore store;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private final ScheduledExecutorService poller;
    private @Nullable ScheduledFuture<?> looks;
    private volatile TextSnapshot known = TextSnapshot.EMPTY;
    private volatile Instant seenAt;
    private volatile Optional<String> failure = Optional.empty();

    /** @param poller looks for changes, and is shut down by {@link #close()} */
    PolledTexts(PromptStore store, Clock clock, ScheduledExecutorService poller) {
        this.store = store;
        this.clock = clock;
        this.poller = poller;
        this.seenAt = clock.instant();
    }

    /** Looks at once, and from then on again and again. */
    void start(Duration interval) {
        try {
            look();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        looks = poller.scheduleWithFixedDelay(
                this::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks for changes; a failure is kept and told, once. */
    void poll() {
        try {
            look();
        } catch (RuntimeException e) {
            if (failure.isEmpty() && !poller.isShutdown()) {
                LOG.warn("Prompts: the last known versions are served, since {}", e.getMessage());
            }
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void look() {
        looking.lock();
        try {
            PromptChanges changes = store.changes(known.revision());
            known = known.with(changes);
            seenAt = clock.instant();
            if (failure.isPresent()) {
                failure = Optional.empty();
                LOG.info("Prompts: the store answers again");
            }
        } finally {
            looking.unlock();
        }
    }

    @Override
    public List<String> names() {
        return known.names();
    }

    @Override
    public List<Integer> numbers(String name) {
        return known.numbers(name);
    }

    @Override
    public Optional<String> version(String name, int number) {
        return known.version(name, number);
    }

    @Override
    public String labels(String name) {
        return known.labels(name);
    }

    @Override
    public int newestNow(String name) {
        look();
        List<Integer> numbers = numbers(name);
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    @Override
    public String labelsNow(String name) {
        look();
        return labels(name);
    }

    @Override
    public boolean add(String name, int number, String text) {
        boolean added = store.add(name, number, text);
        if (added) {
            poll();
        }
        return added;
    }

    @Override
    public boolean replaceLabels(String name, String before, String after) {
        boolean replaced = store.replaceLabels(name, before, after);
        if (replaced) {
            poll();
        }
        return replaced;
    }

    @Override
    public Presence presence() {
        Instant seen = seenAt;
        Duration silent = Duration.between(seen, clock.instant());
        Optional<String> away = failure.isEmpty() && silent.compareTo(SILENCE) > 0
                ? Optional.of("the store has not answered for " + silent.toSeconds() + " s")
                : failure;
        return new Presence(seen, away);
    }

    @Override
    public void close() {
        if (looks != null) {
            looks.cancel(false);
        }
        poller.shutdown();
        try {
            poller.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
