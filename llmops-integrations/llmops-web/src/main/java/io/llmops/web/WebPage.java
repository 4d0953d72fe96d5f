package io.llmops.web;

import io.llmops.api.connect.SourceDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * One page.
 *
 * @param content where its bytes come from
 */
record WebPage(String id, String version, String fileName, Map<String, String> metadata, Content content)
        implements SourceDocument {

    /** Opens the bytes. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** Bytes held in memory, packed: a crawl has thousands of pages, and they are read after the last one is fetched. */
    static Content held(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never to memory
        }
        byte[] kept = packed.toByteArray();
        return () -> new InflaterInputStream(new ByteArrayInputStream(kept));
    }

    @Override
    public InputStream open() throws IOException {
        return content.open();
    }
}
