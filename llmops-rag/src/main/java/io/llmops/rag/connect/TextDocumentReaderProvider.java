package io.llmops.rag.connect;

import io.llmops.api.connect.DocumentBytes;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.spi.DocumentReaderProvider;

/**
 * The reader of plain text ({@code .txt .text .log}), Markdown ({@code .md .markdown}) and tables as text ({@code .csv
 * .tsv}), under the name {@code text}. Documents of more than {@value DocumentBytes#DEFAULT_MAX_BYTES} bytes are
 * refused. Thread-safe.
 */
public final class TextDocumentReaderProvider implements DocumentReaderProvider {

    /** The name of this provider. */
    public static final String NAME = "text";

    /** Called by {@link java.util.ServiceLoader}. */
    public TextDocumentReaderProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DocumentReader reader() {
        return new TextDocumentReader(DocumentBytes.DEFAULT_MAX_BYTES);
    }
}
