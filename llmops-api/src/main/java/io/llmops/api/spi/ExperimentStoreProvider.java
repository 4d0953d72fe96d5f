package io.llmops.api.spi;

import io.llmops.api.eval.ExperimentStore;

/** Opens experiment stores of one kind. */
public interface ExperimentStoreProvider extends Provider {

    /**
     * Opens the store, making it if it is missing and bringing an older version up to date; the caller closes it.
     *
     * @param url a JDBC URL, such as {@code jdbc:sqlite:llmops.db}
     * @throws io.llmops.api.exception.StoreException if it cannot be opened, or was written by a newer version
     */
    ExperimentStore experimentStore(String url);

    /** Whether it opens stores of that URL. */
    boolean accepts(String url);
}
