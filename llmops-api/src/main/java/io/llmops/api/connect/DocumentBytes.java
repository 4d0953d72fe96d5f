package io.llmops.api.connect;

import io.llmops.api.exception.DocumentException;
import java.io.IOException;
import java.io.InputStream;

/** Takes a document's content into memory, under one limit and with the same errors for every reader. */
public final class DocumentBytes {

    /** Largest document that is read unless a reader says otherwise, in bytes: {@value} (64 MiB). */
    public static final int DEFAULT_MAX_BYTES = 64 << 20;

    private DocumentBytes() {}

    /**
     * The whole content. Reading stops at the limit, so that a huge or endless source costs no more memory than that.
     *
     * @param maxBytes the largest length that is accepted, in bytes; at least 1 and less than {@link Integer#MAX_VALUE}
     * @return at least one byte
     * @throws IllegalArgumentException if {@code maxBytes} is out of range
     * @throws DocumentException if the content cannot be opened or read, is empty, or is longer than {@code maxBytes}
     */
    public static byte[] read(SourceDocument document, int maxBytes) {
        if (maxBytes < 1 || maxBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxBytes must be in 1..2147483646: " + maxBytes);
        }
        byte[] bytes;
        try (InputStream in = document.open()) {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new DocumentException(
                    document.id() + " cannot be opened: " + e + "; check that it exists and may be read", e);
        }
        if (bytes.length == 0) {
            throw new DocumentException(document.id() + " has no text: the file is empty");
        }
        if (bytes.length > maxBytes) {
            throw new DocumentException(
                    document.id() + " is larger than the limit of " + maxBytes + " bytes: split it into smaller files");
        }
        return bytes;
    }
}
