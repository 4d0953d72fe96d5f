package io.llmops.api.eval;

import java.util.List;
import java.util.Optional;

/**
 * Where experiments and ratings are kept. Implementations are thread-safe; whoever opened a store closes it. Each
 * implementation runs {@code io.llmops.test.ExperimentStoreContract}. Every method throws
 * {@link io.llmops.api.exception.StoreException} if it cannot read or write, or was closed.
 */
public interface ExperimentStore extends AutoCloseable {

    /** Keeps a run; one with a known id is left as it is. */
    void begin(ExperimentRun run);

    /** The run of that id. */
    Optional<ExperimentRun> run(String id);

    /** All runs, the one that began last first. */
    List<ExperimentRun> runs();

    /**
     * Keeps rows of a run, all or none; a row of the same example, subject and repeat is replaced.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such run
     */
    void append(String run, List<ExperimentRow> rows);

    /** Rows of a run, in the order in which they were first kept; empty if there is no such run. */
    List<ExperimentRow> rows(String run);

    /**
     * Keeps a rating; an earlier one of the same example, subject and repeat is replaced.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such run
     */
    void rate(String run, Rating rating);

    /** Ratings of a run, in the order in which they were first given; empty if there is no such run. */
    List<Rating> ratings(String run);

    /** Releases what the store holds; closing twice does nothing. */
    @Override
    void close();
}
