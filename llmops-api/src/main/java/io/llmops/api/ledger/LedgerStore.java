package io.llmops.api.ledger;

import java.util.List;
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

    /** Releases what the store holds; closing twice does nothing. Afterwards the other methods throw StoreException. */
    @Override
    void close();
}
