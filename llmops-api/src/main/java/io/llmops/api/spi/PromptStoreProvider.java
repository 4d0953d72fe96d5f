package io.llmops.api.spi;

import io.llmops.api.prompt.PromptStore;

/** Opens prompt stores of one kind. */
public interface PromptStoreProvider extends Provider {

    /**
     * Opens the store, making it if it is missing and bringing an older version up to date; the caller closes it. Every
     * process that opens the same URL shares its prompts.
     *
     * @param url a JDBC URL, such as {@code jdbc:sqlite:llmops.db}
     * @throws io.llmops.api.exception.StoreException if it cannot be opened, or was written by a newer version
     */
    PromptStore promptStore(String url);

    /** Whether it opens stores of that URL. */
    boolean accepts(String url);
}
