package io.llmops.core.limit;

import java.time.Duration;

/** Lets time pass on the current thread. */
@FunctionalInterface
public interface Waiting {

    /** Waits so long. */
    void sleep(Duration duration) throws InterruptedException;
}
