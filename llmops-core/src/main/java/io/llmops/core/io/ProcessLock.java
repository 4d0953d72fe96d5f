package io.llmops.core.io;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One holder for each file among all threads of this process. To be held before a {@link java.nio.channels.FileLock} is
 * asked for and until its channel is closed, since that serves between processes only: two threads with a channel each can
 * both get it, as a channel that closes takes the JVM's note of another one's lock away; and on POSIX systems a channel that
 * closes gives up the process's locks on that file, whoever holds them.
 */
final class ProcessLock implements AutoCloseable {

    /** By file; those that are held or waited for. Guarded by itself. */
    private static final Map<Path, Place> PLACES = new HashMap<>();

    private final Path file;
    private final Place place;
    private boolean held = true;

    private static final class Place {
        private final Semaphore free = new Semaphore(1);
        private int users;
    }

    private ProcessLock(Path file, Place place) {
        this.file = file;
        this.place = place;
    }

    /**
     * Waits for a file.
     *
     * @param file in a directory that is there; it may be missing itself
     * @return empty where another holds it for longer than {@code wait}, or the thread is interrupted, and stays so
     * @throws IOException if its directory cannot be found
     */
    static Optional<ProcessLock> acquire(Path file, Duration wait) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path key = parent == null ? file.toAbsolutePath() : parent.toRealPath().resolve(file.getFileName());
        Place place;
        synchronized (PLACES) {
            place = PLACES.computeIfAbsent(key, k -> new Place());
            place.users++;
        }
        boolean got = false;
        try {
            got = place.free.tryAcquire() || place.free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!got) {
                leave(key, place);
            }
        }
        return got ? Optional.of(new ProcessLock(key, place)) : Optional.empty();
    }

    /** By any thread; closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (held) {
            held = false;
            place.free.release();
            leave(file, place);
        }
    }

    private static void leave(Path file, Place place) {
        synchronized (PLACES) {
            if (--place.users == 0) {
                PLACES.remove(file);
            }
        }
    }
}
