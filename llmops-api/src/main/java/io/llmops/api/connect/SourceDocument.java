package io.llmops.api.connect;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** A document as its source offers it, before it is read. */
public interface SourceDocument {

    /** Stable in its source, such as a path relative to the root with forward slashes. */
    String id();

    /** Changes whenever the content changes; equal versions are taken for unchanged content. */
    String version();

    /** A file name with extension, by which a reader is chosen. */
    String fileName();

    /** What the source says of it: string values by name. */
    Map<String, String> metadata();

    /**
     * The content; the caller closes it.
     *
     * @throws IOException if it cannot be opened
     */
    InputStream open() throws IOException;
}
