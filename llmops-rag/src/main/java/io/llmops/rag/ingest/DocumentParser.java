package io.llmops.rag.ingest;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.LlmOpsException;
import io.llmops.rag.index.Chunk;
import io.llmops.rag.index.IndexedDocument;
import io.llmops.rag.split.TextSplitter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a document and cuts it into chunks. */
final class DocumentParser {

    private static final int HASH_DIGITS = 12;
    /** Leaves room for what a chunk's id has in addition. */
    private static final int LONGEST_ID = Chunk.MAX_ID - 64;

    private final List<DocumentReader> readers;
    private final TextSplitter splitter;
    private final WordScreen screen;
    private final Clock clock;

    DocumentParser(Ingestion ingestion) {
        this.readers = ingestion.host.documentReaders();
        this.splitter = ingestion.splitter;
        this.screen = ingestion.screen;
        this.clock = ingestion.host.clock();
    }

    /** @param origin of a source that tells changes only */
    PendingDocument parse(SourceDocument source, String version, @Nullable String origin) throws DocumentRejected {
        if (source.id().isBlank() || source.id().length() > LONGEST_ID) {
            throw new DocumentRejected(
                    SyncFailure.BAD_ID, "its id is blank or longer than " + LONGEST_ID + " characters; rename it");
        }
        IndexedDocument indexed = new IndexedDocument(
                source.id(),
                version,
                origin,
                time(source, DocumentMetadata.SOURCE_TIME),
                time(source, DocumentMetadata.VALID_UNTIL),
                clock.instant());
        List<Chunk> chunks = new ArrayList<>();
        List<String> embedded = new ArrayList<>();
        WordScreen.Screening screening = screen.of(source.id());
        Map<String, String> whole = new TreeMap<>(source.metadata());
        for (Document part : read(source)) {
            Map<String, String> metadata = new TreeMap<>();
            part.metadata().toMap().forEach((key, value) -> metadata.put(key, String.valueOf(value)));
            String title = metadata.get(DocumentReader.TITLE);
            if (title != null) {
                whole.putIfAbsent(DocumentReader.TITLE, title);
            }
            for (String text : splitter.split(screening.part(part.text()))) {
                String id = chunkId(source.id(), chunks.size(), text);
                chunks.add(new Chunk(id, source.id(), chunks.size(), text, metadata, null));
                embedded.add(inContext(metadata, text));
            }
        }
        if (chunks.isEmpty()) {
            throw new DocumentRejected(SyncFailure.NO_TEXT, "there is no text in it");
        }
        return new PendingDocument(indexed, whole, chunks, embedded, screening);
    }

    private static @Nullable Instant time(SourceDocument source, String key) throws DocumentRejected {
        String time = source.metadata().get(key);
        try {
            return time == null
                    ? null
                    : Instant.ofEpochMilli(Instant.parse(time).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new DocumentRejected(
                    SyncFailure.BAD_METADATA,
                    "its " + key + " must be an instant such as 2026-11-24T08:00:00Z, but is '" + time + "'");
        }
    }

    private List<Document> read(SourceDocument source) throws DocumentRejected {
        DocumentReader reader = readerOf(source.fileName());
        try {
            return reader.read(source);
        } catch (LlmOpsException e) {
            throw new DocumentRejected(e.code(), String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new DocumentRejected(SyncFailure.UNREADABLE, "it cannot be read: " + e.getCause());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // The message of an unknown error may hold text of the document: its class has to do.
            throw new DocumentRejected(
                    SyncFailure.READER_FAILED,
                    "its reader failed with " + e.getClass().getSimpleName());
        }
    }

    private DocumentReader readerOf(String fileName) throws DocumentRejected {
        for (DocumentReader reader : readers) {
            if (reader.reads(fileName)) {
                return reader;
            }
        }
        throw new DocumentRejected(
                SyncFailure.NO_READER,
                "no reader for '" + fileName
                        + "': leave it out, or put a reader of its kind, such as llmops-tika, on the" + " class path");
    }

    /** A chunk is embedded under its title and heading, because "up to five days" alone does not say of what. */
    private static String inContext(Map<String, String> metadata, String text) {
        String title = metadata.getOrDefault(DocumentReader.TITLE, "");
        String heading = metadata.getOrDefault(DocumentReader.HEADING, "");
        StringBuilder context = new StringBuilder();
        if (!title.isBlank() && !heading.startsWith(title) && !text.startsWith(title)) {
            context.append(title).append('\n');
        }
        if (!heading.isBlank() && !text.startsWith(heading)) {
            context.append(heading).append('\n');
        }
        return context.append(text).toString();
    }

    private static String chunkId(String document, int position, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return document + "#" + position + "-"
                    + HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
