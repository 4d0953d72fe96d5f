package io.llmops.rag.ingest;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.SourceDocument;
import io.llmops.rag.index.Chunk;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.IndexedDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes documents into the index: reads and cuts each at once, embeds in large calls across documents, writes, and commits
 * now and then. A document is replaced only when all of it is embedded, and how far a source was read is committed with
 * what came of it, so that a crash leaves every document as it was or as it is, and every source where it was then. Used by
 * one thread.
 */
final class Intake {

    /** A crash loses at most so many documents... */
    static final int COMMIT_DOCUMENTS = 200;
    /** ...or so much time. */
    static final Duration COMMIT_AFTER = Duration.ofSeconds(30);

    private final Ingestion ingestion;
    private final ChunkIndex index;
    private final DocumentParser parser;
    private final DeadLetters letters;
    private final SyncTally tally;
    private final SyncMeter meter;
    private final Function<String, Optional<String>> before;
    private final Runnable beforeCommit;
    private final Clock clock;
    private final Map<String, PendingDocument> pending = new LinkedHashMap<>();
    /** Version by id of what this intake has written; empty of what it has taken out. */
    private final Map<String, Optional<String>> written = new HashMap<>();

    private final Map<ChangeConnector, String> positions = new LinkedHashMap<>();
    private int pendingChunks;
    private int uncommitted;
    private Instant lastCommit;

    /**
     * @param before the version of a document before this intake
     * @param beforeCommit done before each commit
     */
    Intake(
            Ingestion ingestion,
            DeadLetters letters,
            SyncTally tally,
            SyncMeter meter,
            Function<String, Optional<String>> before,
            Runnable beforeCommit) {
        this.ingestion = ingestion;
        this.index = ingestion.index;
        this.parser = new DocumentParser(ingestion);
        this.letters = letters;
        this.tally = tally;
        this.meter = meter;
        this.before = before;
        this.beforeCommit = beforeCommit;
        this.clock = ingestion.host.clock();
        this.lastCommit = clock.instant();
    }

    /** Whether the index has, or is about to have, this version of the document, cut as it would be cut now. */
    boolean has(SourceDocument document) {
        return known(document.id()).filter(version(document)::equals).isPresent();
    }

    /** The document is as it was. */
    void unchanged(String id) {
        tally.unchanged++;
        letters.discard(id);
    }

    /** @param origin description of the source, if it tells changes only */
    void take(SourceDocument document, @Nullable String origin) {
        checkGoingOn();
        meter.tell(document.id());
        try {
            PendingDocument parsed = parser.parse(document, version(document), origin);
            parsed.screening().record(ingestion.host, ingestion.name);
            if (parsed.screening().rejects()) {
                throw new DocumentRejected(
                        SyncFailure.REFUSED_WORDS,
                        "it has sensitive words that are to be refused; the ledger says which");
            }
            forget(document.id());
            pending.put(document.id(), parsed);
            pendingChunks += parsed.chunks().size();
        } catch (DocumentRejected e) {
            if (pending.containsKey(document.id())) {
                flush(); // what was told of it before stays, and does not excuse this
            }
            SyncFailure failure = e.of(document.id());
            tally.failed.add(failure);
            if (!failure.code().equals(SyncFailure.BAD_ID)) {
                letters.add(failure, document, origin);
            }
            uncommitted++;
        }
        if (pendingChunks >= Vectors.BATCH) {
            flush();
            commitIfDue();
        }
    }

    /** The source no longer has the document. */
    void remove(String id) {
        boolean there = inIndex(id).isPresent();
        forget(id);
        letters.discard(id);
        if (there) {
            index.remove(id);
            written.put(id, Optional.empty());
            tally.removed++;
            uncommitted++;
        }
    }

    /** All that a source told up to this position has been taken in or failed; to be committed with it. */
    void reached(ChangeConnector source, String position) {
        positions.put(source, position);
        commitIfDue();
    }

    void flush() {
        Map<String, float[]> vectors = embed();
        for (PendingDocument document : pending.values()) {
            write(document, vectors);
        }
        uncommitted += pending.size();
        pending.clear();
        pendingChunks = 0;
    }

    private void commitIfDue() {
        boolean due = !clock.instant().isBefore(lastCommit.plus(COMMIT_AFTER));
        if (uncommitted >= COMMIT_DOCUMENTS || (due && uncommitted > 0)) {
            commit();
        }
    }

    /** Writes what is pending, and makes all of it durable together with the positions of the sources. */
    void commit() {
        flush();
        beforeCommit.run();
        positions.forEach((source, position) -> index.position(source.description(), position));
        index.commit();
        uncommitted = 0;
        lastCommit = clock.instant();
        Map<ChangeConnector, String> durable = Map.copyOf(positions);
        positions.clear();
        durable.forEach(ChangeConnector::durable);
    }

    /** Forgets what is not committed. The interrupt flag is put down meanwhile, because Lucene's files close on it. */
    void rollback(Throwable cause) {
        boolean interrupted = Thread.interrupted();
        try {
            index.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void checkGoingOn() {
        if (ingestion.isClosed()) {
            throw new CancellationException("the knowledge base was closed during its sync; the next sync goes on");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the sync was interrupted; the next sync goes on");
        }
    }

    /** A document that is pending gives way to what is told of it later. */
    private void forget(String id) {
        PendingDocument former = pending.remove(id);
        if (former != null) {
            pendingChunks -= former.chunks().size();
        }
    }

    private Map<String, float[]> embed() {
        EmbeddingModel embedding = ingestion.embedding;
        if (pending.isEmpty()) {
            return Map.of();
        }
        if (embedding == null) {
            meter.written(pendingChunks);
            return Map.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        pending.values().forEach(document -> texts.addAll(document.embedded()));
        return new Vectors(embedding).of(texts, count -> {
            meter.embedded(count);
            checkGoingOn();
        });
    }

    private void write(PendingDocument document, Map<String, float[]> vectors) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < document.chunks().size(); i++) {
            Chunk chunk = document.chunks().get(i);
            float[] vector = vectors.get(document.embedded().get(i));
            chunks.add(
                    new Chunk(chunk.id(), chunk.document(), chunk.position(), chunk.text(), chunk.metadata(), vector));
        }
        IndexedDocument indexed = document.indexed();
        boolean there = inIndex(indexed.id()).isPresent();
        index.replace(indexed, document.metadata(), chunks);
        written.put(indexed.id(), Optional.of(indexed.version()));
        letters.discard(indexed.id());
        if (document.screening().quarantines()) {
            index.quarantine(indexed.id());
            tally.quarantined.add(indexed.id());
        }
        tally.chunks += chunks.size();
        if (there) {
            tally.replaced++;
        } else {
            tally.added++;
        }
    }

    /** The version that the index has or is about to have. */
    private Optional<String> known(String id) {
        PendingDocument next = pending.get(id);
        return next != null ? Optional.of(next.indexed().version()) : inIndex(id);
    }

    private Optional<String> inIndex(String id) {
        Optional<String> since = written.get(id);
        return since != null ? since : before.apply(id);
    }

    private String version(SourceDocument document) {
        return document.version() + "~" + ingestion.splitter.fingerprint();
    }
}
