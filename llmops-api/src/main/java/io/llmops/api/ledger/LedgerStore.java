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
     * Hands the wanted records to {@code visitor} one by one, oldest first, without holding all in memory.
     *
     * @throws io.llmops.api.exception.StoreException if they cannot be read
     */
    void scan(LedgerQuery query, Consumer<CallRecord> visitor);

    /** Releases what the store holds; closing twice does nothing. */
    @Override
    void close();
}
