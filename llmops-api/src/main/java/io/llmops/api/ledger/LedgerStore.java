package io.llmops.api.ledger;

import io.llmops.api.exception.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where records are kept. Implementations are thread-safe; whoever opened a store closes it. Each implementation runs
 * {@code io.llmops.test.LedgerStoreContract}.
 */
public interface LedgerStore extends AutoCloseable {

    /**
     * Keeps records, all or none. When it returns, they survive the end of the process. A record whose id is kept
     * already is ignored.
     *
     * @throws io.llmops.api.exception.StoreException if they cannot be written; then none is
     */
    void append(List<CallRecord> records);

    /**
     * Hands the wanted records to {@code visitor} one by one, without holding all in memory: oldest first, those of one
     * instant in the order in which they were appended. The visitor may use the store; what it throws ends the scan and
     * reaches the caller. A batch is seen whole or not at all.
     *
     * @throws io.llmops.api.exception.StoreException if they cannot be read
     */
    void scan(LedgerQuery query, Consumer<CallRecord> visitor);

    /**
     * Deletes the wanted records, in small steps, so that writers get their turns; when it fails, those of earlier steps
     * are gone.
     *
     * @return how many were deleted
     * @throws io.llmops.api.exception.StoreException if they cannot be deleted; always where a store keeps everything,
     *     which is the default
     */
    default long delete(LedgerQuery query) {
        throw new StoreException("this store keeps everything: " + getClass().getName());
    }

    /**
     * Deletes the content of the wanted records and leaves the records, in small steps.
     *
     * @return how many had content
     * @throws io.llmops.api.exception.StoreException if it cannot be deleted; always where a store keeps everything,
     *     which is the default
     */
    default long deleteContent(LedgerQuery query) {
        throw new StoreException("this store keeps everything: " + getClass().getName());
    }

    /**
     * Random bytes that the store got when it was made, as the key of fingerprints, so that all who share the store know
     * the same question again; empty where it has none, which is the default.
     */
    default Optional<byte[]> fingerprintKey() {
        return Optional.empty();
    }

    /**
     * Records that began at that time or later and that the store has let go of for want of room, at most; 0 where it keeps
     * all until they are deleted, which is the default.
     */
    default long forgotten(Instant from) {
        return 0;
    }

    /**
     * Keeps what people said of answers, all or none. When it returns, it survives the end of the process. One whose id is
     * kept already is ignored.
     *
     * @throws io.llmops.api.exception.StoreException if it cannot be written; always where a store keeps none, which is the
     *     default
     */
    default void addFeedback(List<Feedback> feedback) {
        throw new StoreException("this store keeps no feedback: " + getClass().getName());
    }

    /**
     * Hands what people said at that time or later to {@code visitor}, oldest first; nothing where a store keeps none, which
     * is the default.
     *
     * @throws io.llmops.api.exception.StoreException if it cannot be read
     */
    default void scanFeedback(Instant from, Consumer<Feedback> visitor) {}

    /** Releases what the store holds; closing twice does nothing. Afterwards the other methods throw StoreException. */
    @Override
    void close();
}
