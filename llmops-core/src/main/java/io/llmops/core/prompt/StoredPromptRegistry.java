package io.llmops.core.prompt;

import static java.util.Objects.requireNonNull;

import io.llmops.api.prompt.PromptStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Prompts in a store that several processes share, such as a database. All that the store has is held in memory and looked
 * at anew twice a second by a thread of its own, so that no call waits for the store; when it does not answer, what is
 * known is served on, and {@link #health()} says since when. Thread-safe; closes the store.
 */
public final class StoredPromptRegistry extends TextPromptRegistry implements AutoCloseable {

    /** How often the store is asked for changes. */
    public static final Duration INTERVAL = Duration.ofMillis(500);

    private final PolledTexts texts;

    private StoredPromptRegistry(PolledTexts texts, Clock clock, Problems problems) {
        super(texts, clock, problems);
        this.texts = texts;
    }

    /**
     * The registry in a store, which it closes.
     *
     * @throws io.llmops.api.exception.StoreException if the store does not answer; then it is closed
     */
    public static StoredPromptRegistry open(PromptStore store) {
        return open(store, Clock.systemUTC());
    }

    /**
     * The registry in a store, which it closes; versions and moves of labels are dated by {@code clock}.
     *
     * @throws io.llmops.api.exception.StoreException if the store does not answer; then it is closed
     */
    public static StoredPromptRegistry open(PromptStore store, Clock clock) {
        return open(store, clock, Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "llmops-prompts");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** @param poller looks for changes, and is shut down with the registry */
    static StoredPromptRegistry open(PromptStore store, Clock clock, ScheduledExecutorService poller) {
        PolledTexts texts = new PolledTexts(requireNonNull(store, "store"), clock, poller);
        texts.start(INTERVAL);
        return new StoredPromptRegistry(texts, clock, new Problems(clock));
    }

    /** Waits for a look that is going on, at most ten seconds; what is known can still be read. */
    @Override
    public void close() {
        texts.close();
    }
}
