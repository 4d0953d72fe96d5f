package io.llmops.api.spi;

import io.llmops.api.connect.DocumentReader;

/** Makes a reader of some kinds of documents. */
public interface DocumentReaderProvider extends Provider {

    /** The reader; thread-safe, and kept. */
    DocumentReader reader();
}
