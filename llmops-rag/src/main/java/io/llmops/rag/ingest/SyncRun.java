package io.llmops.rag.ingest;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.Connector;
import io.llmops.api.connect.SourceDocument;
import io.llmops.rag.index.Chunk;
import io.llmops.rag.index.ChunkIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One sync: list the source, read and cut what has changed, embed it in large batches across documents, write it, and
 * commit now and then. A document is replaced only when all of it is embedded, so that a crash leaves every document as it
 * was or as it is. Used by one thread, once.
 */
final class SyncRun {

    /** A crash loses at most so many documents... */
    static final int COMMIT_DOCUMENTS = 200;
    /** ...or so much time. */
    static final Duration COMMIT_AFTER = Duration.ofSeconds(30);

    private static final Duration LISTING_EVENT = Duration.ofSeconds(1);

    private final Ingestion ingestion;
    private final ChunkIndex index;
    private final SourceMemory memory;
    private final DocumentParser parser;
    private final String fingerprint;
    private final Clock clock;
    private final Consumer<? super SyncProgress> progress;

    private final SyncTally tally = new SyncTally();
    private final Map<String, String> known;
    private final Set<String> listed = new LinkedHashSet<>();
    private final List<SourceDocument> changed = new ArrayList<>();
    private final List<PendingDocument> pending = new ArrayList<>();
    private int total;
    private int pendingChunks;
    private int embeddedChunks;
    private int skipped;
    private int uncommitted;
    private Instant lastCommit;
    private @Nullable Pace pace;

    SyncRun(Ingestion ingestion, Consumer<? super SyncProgress> progress) {
        this.ingestion = ingestion;
        this.index = ingestion.index;
        this.memory = new SourceMemory(index, ingestion.name, ingestion.sources, ingestion.keepSource);
        this.parser = new DocumentParser(ingestion.host.documentReaders(), ingestion.splitter, ingestion.screen);
        this.fingerprint = ingestion.splitter.fingerprint();
        this.clock = ingestion.host.clock();
        this.progress = progress;
        this.known = index.documents();
        this.lastCommit = clock.instant();
    }

    SyncReport run() {
        Instant start = clock.instant();
        try {
            list();
            memory.check(gone());
            takeIn();
            if (!allFailed()) {
                gone().forEach(this::remove);
                commit();
            }
        } catch (RuntimeException | Error e) {
            rollback(e);
            throw e;
        }
        report(null);
        return new SyncReport(tally, Duration.between(start, clock.instant()));
    }

    private void list() {
        Instant[] lastEvent = {clock.instant()};
        for (Connector source : ingestion.sources) {
            source.read(document -> {
                checkGoingOn();
                visit(document);
                if (!clock.instant().isBefore(lastEvent[0].plus(LISTING_EVENT))) {
                    progress.accept(new SyncProgress(tally.done(), -1, 0, null, Double.NaN, null));
                    lastEvent[0] = clock.instant();
                }
            });
        }
        skipped = tally.done();
        pace = new Pace(clock, changed.size());
    }

    private void visit(SourceDocument document) {
        total++;
        String id = document.id();
        if (!listed.add(id)) {
            tally.failed.add(new SyncFailure(
                    id,
                    SyncFailure.DUPLICATE_ID,
                    "another document of the source has this id; only the first is taken"));
        } else if (version(document).equals(known.get(id))) {
            tally.unchanged++;
        } else {
            changed.add(document);
        }
    }

    private void takeIn() {
        for (SourceDocument document : changed) {
            checkGoingOn();
            report(document.id());
            try {
                PendingDocument parsed = parser.parse(document, version(document));
                parsed.screening().record(ingestion.host, ingestion.name);
                if (parsed.screening().rejects()) {
                    throw new DocumentRejected(
                            SyncFailure.REFUSED_WORDS,
                            "it has sensitive words that are to be refused; the ledger says which");
                }
                pending.add(parsed);
                pendingChunks += parsed.chunks().size();
            } catch (DocumentRejected e) {
                tally.failed.add(e.of(document.id()));
            }
            if (pendingChunks >= Vectors.BATCH) {
                flush();
            }
        }
        flush();
    }

    private void flush() {
        Map<String, float[]> vectors = embed();
        for (PendingDocument document : pending) {
            write(document, vectors);
        }
        uncommitted += pending.size();
        pending.clear();
        pendingChunks = 0;
        boolean due = !clock.instant().isBefore(lastCommit.plus(COMMIT_AFTER));
        if (uncommitted >= COMMIT_DOCUMENTS || (due && uncommitted > 0)) {
            commit();
            uncommitted = 0;
            lastCommit = clock.instant();
        }
    }

    private Map<String, float[]> embed() {
        EmbeddingModel embedding = ingestion.embedding;
        if (embedding == null || pending.isEmpty()) {
            embeddedChunks += pendingChunks;
            return Map.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        pending.forEach(document -> texts.addAll(document.embedded()));
        return new Vectors(embedding).of(texts, count -> {
            embeddedChunks += count;
            report(null);
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
        index.replace(document.id(), document.version(), document.metadata(), chunks);
        if (document.screening().quarantines()) {
            index.quarantine(document.id());
            tally.quarantined.add(document.id());
        }
        tally.chunks += chunks.size();
        if (known.containsKey(document.id())) {
            tally.replaced++;
        } else {
            tally.added++;
        }
    }

    /** A source of which nothing can be read is more likely broken than changed, so that nothing is taken for removed. */
    private boolean allFailed() {
        return !listed.isEmpty() && tally.done() == tally.failed.size();
    }

    private List<String> gone() {
        return known.keySet().stream().filter(id -> !listed.contains(id)).toList();
    }

    private void remove(String id) {
        index.remove(id);
        tally.removed++;
    }

    private void commit() {
        memory.remember();
        index.commit();
    }

    private String version(SourceDocument document) {
        return document.version() + "~" + fingerprint;
    }

    private void checkGoingOn() {
        if (ingestion.isClosed()) {
            throw new CancellationException("the knowledge base was closed during its sync; the next sync goes on");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the sync was interrupted; the next sync goes on");
        }
    }

    private void report(@Nullable String current) {
        int done = tally.done();
        double rate = pace == null ? Double.NaN : pace.rate(done - skipped);
        Duration left = pace == null ? null : pace.timeLeft(done - skipped);
        progress.accept(new SyncProgress(done, total, embeddedChunks, current, rate, left));
    }

    /** The interrupt flag is put down meanwhile, because Lucene's files close on it. */
    private void rollback(Throwable cause) {
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
}
