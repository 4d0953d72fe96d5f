package io.llmops.rag.ingest;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one source that tells changes until it is stopped, on a thread of its own. */
final class Follower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 6;

    private final Ingestion ingestion;
    private final ChangeConnector source;
    private final Consumer<? super RuntimeException> errors;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    Follower(Ingestion ingestion, ChangeConnector source, Consumer<? super RuntimeException> errors) {
        this.ingestion = ingestion;
        this.source = source;
        this.errors = errors;
        this.thread = new Thread(this, "llmops-follow-" + ingestion.name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stop.countDown();
    }

    /** Waits until the thread has ended; not where it is the caller's own. */
    void join(Duration atMost) throws InterruptedException {
        if (!Thread.currentThread().equals(thread)) {
            thread.join(atMost.toMillis());
        }
    }

    @Override
    public void run() {
        int failures = 0;
        while (isGoingOn()) {
            try {
                read();
                failures = 0;
            } catch (RuntimeException e) {
                if (!isGoingOn()) {
                    return;
                }
                report(e);
                if (stopsWithin(FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS)))) {
                    return;
                }
                failures++;
            }
        }
    }

    private void read() {
        String position = ingestion.index.position(source.description()).orElse(null);
        ChangeBatch batch = source.next(position, ChangeReader.WAIT);
        boolean nothing = batch.changes().isEmpty() && batch.position().equals(position);
        if (!nothing && isGoingOn()) {
            ingestion.apply(source, batch);
        }
    }

    private boolean isGoingOn() {
        return stop.getCount() > 0 && !ingestion.isClosed();
    }

    private void report(RuntimeException e) {
        try {
            errors.accept(e);
        } catch (RuntimeException thrown) {
            LOG.warn(
                    "The listener for errors of knowledge base {} failed with {}",
                    ingestion.name,
                    thrown.getClass().getName());
        }
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody but us has this thread
        }
    }
}
