package io.llmops.api.spi;

import io.llmops.api.ledger.LedgerStore;

/** Opens ledger stores of one kind. */
public interface LedgerStoreProvider extends Provider {

    /**
     * Opens the store, making it if it is missing and bringing an older version up to date; the caller closes it.
     *
     * @param url a JDBC URL, such as {@code jdbc:sqlite:llmops.db}
     * @throws io.llmops.api.exception.StoreException if it cannot be opened, or was written by a newer version
     */
    LedgerStore ledgerStore(String url);

    /** Whether it opens stores of that URL. */
    boolean accepts(String url);
}
