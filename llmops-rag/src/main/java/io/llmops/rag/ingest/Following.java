package io.llmops.rag.ingest;

import java.time.Duration;
import java.util.List;

/**
 * Sources that tell changes, being read, each on a daemon thread of its own, until this is closed or the knowledge base
 * is. Thread-safe.
 */
public final class Following implements AutoCloseable {

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);

    private final List<Follower> followers;
    private volatile boolean closed;

    Following(List<Follower> followers) {
        this.followers = List.copyOf(followers);
        this.followers.forEach(Follower::start);
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Reads no further batch, and waits until the one that is being applied is committed, half a minute at most. The
     * sources stay open. Closing twice is no error.
     */
    @Override
    public void close() {
        followers.forEach(Follower::stop);
        try {
            for (Follower follower : followers) {
                follower.join(CLOSE_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
        }
    }
}
