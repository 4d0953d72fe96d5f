package io.llmops.api.connect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A source that tells what has changed since a position: a topic, a table with a column of changes. Unlike a {@link
 * Connector}, it need not list everything to say that something is gone.
 *
 * <p>Who reads it keeps the position beside what the changes were made to, in one commit, and begins there again after a
 * crash. So a change may be handed over twice, has its effect once, and is never left out.
 *
 * <p>Used by one thread at a time; {@link #close} may come from another and ends a wait.
 */
public interface ChangeConnector extends AutoCloseable {

    /** What it reads, for people: a topic, a table. Another description is taken for another source. */
    String description();

    /**
     * The next changes. A document of the batch may be opened until the batch after it is asked for.
     *
     * @param position after which to go on; null for the beginning
     * @param wait at most so long where there is nothing yet
     * @return never null; empty where nothing happened in time
     * @throws io.llmops.api.exception.DocumentException if the source cannot be read now, or does not know the position any
     *     more
     */
    ChangeBatch next(@Nullable String position, Duration wait);

    /**
     * Tells that everything up to that position is kept for good, so that the source may forget it or tell others. By
     * default nothing is done.
     */
    default void durable(String position) {}

    /** Gives back what the source holds, such as connections. Closing twice is no error. */
    @Override
    default void close() {}
}
