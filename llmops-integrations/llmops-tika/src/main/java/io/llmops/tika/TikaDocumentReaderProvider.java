package io.llmops.tika;

import io.llmops.api.connect.DocumentBytes;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.spi.DocumentReaderProvider;

/**
 * The reader of PDF, Word, PowerPoint, Excel, OpenDocument, RTF, EPUB, HTML, mail and XML files, under the name {@code
 * tika}. Found by {@link java.util.ServiceLoader}; thread-safe.
 *
 * <p>Documents are untrusted input. Nothing in them is run or fetched: no macros, scripts, external entities, remote
 * images or optical character recognition, and only the parsers of this module's own libraries take part, whatever else
 * of Tika is on the class path. A document of more than {@value DocumentBytes#DEFAULT_MAX_BYTES} bytes, of more than
 * {@value #MAX_CHARACTERS} characters of text, or one that unpacks to far more than its size, is refused.
 */
public final class TikaDocumentReaderProvider implements DocumentReaderProvider {

    /** The name of this provider. */
    public static final String NAME = "tika";

    /** Most characters of text that a document may hold: {@value}. */
    public static final int MAX_CHARACTERS = 20_000_000;

    /** Called by {@link java.util.ServiceLoader}. */
    public TikaDocumentReaderProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /** A reader without state; Tika itself is loaded when it reads its first document. */
    @Override
    public DocumentReader reader() {
        return new TikaDocumentReader(DocumentBytes.DEFAULT_MAX_BYTES, MAX_CHARACTERS);
    }
}
