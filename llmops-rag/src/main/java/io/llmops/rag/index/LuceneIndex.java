package io.llmops.rag.index;

import io.llmops.api.exception.IndexException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * An open Lucene index: one writer or none, and searchers on the last commit or, if live, on all that was written.
 * Writing is one thread at a time; searches run beside it and see one state from beginning to end.
 */
final class LuceneIndex implements AutoCloseable {

    private static final double WRITE_BUFFER_MEGABYTES = 32;

    private final Path path;
    private final Directory directory;
    private final IndexFormat format;
    private final VectorCache vectors;
    private final Searchers searchers;
    private @Nullable IndexWriter writer;
    private boolean closed;

    /** Something that reads one state of the index. */
    @FunctionalInterface
    interface Search<T> {
        T on(IndexSearcher searcher) throws IOException;
    }

    /** Something that changes the index. */
    @FunctionalInterface
    interface Change {
        void on(IndexWriter writer) throws IOException;
    }

    private LuceneIndex(
            Path path, Directory directory, IndexFormat format, @Nullable IndexWriter writer, Searchers searchers) {
        this.path = path;
        this.directory = directory;
        this.format = format;
        this.writer = writer;
        this.vectors = new VectorCache(format.settings().dimension());
        this.searchers = searchers;
    }

    /** Opens for writing and makes what is missing; searches see only what is committed. */
    static LuceneIndex forWriting(Path path, IndexFormat wanted) {
        return write(path, wanted, false);
    }

    /** Opens for writing and makes what is missing; searches see all that was written. */
    static LuceneIndex live(Path path, IndexFormat wanted) {
        return write(path, wanted, true);
    }

    private static LuceneIndex write(Path path, IndexFormat wanted, boolean live) {
        IndexDirectory.ensureUsable(path);
        Directory directory = null;
        IndexWriter writer = null;
        try {
            directory = LockedDirectory.lock(path);
            boolean fresh = !DirectoryReader.indexExists(directory);
            IndexFormat format = fresh ? wanted : IndexDirectory.verify(path, directory);
            format.ensureServes(path, wanted);
            writer = newWriter(directory);
            if (fresh) {
                writer.setLiveCommitData(format.toCommitData().entrySet());
                writer.commit();
            }
            SearcherManager manager = live
                    ? new SearcherManager(writer, new Searchers.Factory())
                    : new SearcherManager(directory, new Searchers.Factory());
            return new LuceneIndex(path, directory, format, writer, new Searchers.OfWriter(manager, live));
        } catch (IOException | RuntimeException e) {
            rollbackQuietly(writer);
            IOUtils.closeWhileHandlingException(directory);
            throw Failures.opening(path, e);
        }
    }

    /** Opens the last commit, and later ones as they come, without a lock. */
    static LuceneIndex readOnly(Path path, IndexFormat.Kind kind) {
        Directory directory = null;
        try {
            directory = IndexDirectory.openReadOnly(path);
            IndexFormat format = IndexDirectory.verify(path, directory);
            format.ensureKind(path, kind);
            return new LuceneIndex(path, directory, format, null, new CommitFollower(path, directory, format));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw Failures.opening(path, e);
        }
    }

    Path path() {
        return path;
    }

    IndexSettings settings() {
        return format.settings();
    }

    VectorCache vectors() {
        return vectors;
    }

    <T> T search(Search<T> search) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return search.on(searcher);
            } finally {
                Searchers.release(searcher);
            }
        } catch (IOException e) {
            throw Failures.using(path, e);
        }
    }

    /** Checks that the index holds vectors that can be compared with those of {@code wanted}. */
    void ensureServes(IndexSettings wanted) {
        format.ensureServes(path, wanted);
    }

    synchronized void write(Change change) {
        IndexWriter open = writer();
        try {
            change.on(open);
        } catch (IOException e) {
            throw Failures.using(path, e);
        } catch (AlreadyClosedException e) {
            throw broken(open, e);
        }
    }

    /** What the last commit says under that name; empty if it says nothing. */
    Optional<String> note(String name) {
        return search(searcher -> note(searcher, name));
    }

    /** What the commit of a searcher says under that name. */
    static Optional<String> note(IndexSearcher searcher, String name) throws IOException {
        DirectoryReader reader = (DirectoryReader) searcher.getIndexReader();
        return Optional.ofNullable(reader.getIndexCommit().getUserData().get(name));
    }

    /** What the next commit, and every later one, says under that name. */
    void note(String name, String value) {
        note(name, former -> value);
    }

    /** The same, made from what the next commit would say so far; null if that is nothing. */
    void note(String name, Function<@Nullable String, String> value) {
        write(open -> {
            Map<String, String> notes = new HashMap<>();
            open.getLiveCommitData().forEach(note -> notes.put(note.getKey(), note.getValue()));
            notes.put(name, value.apply(notes.get(name)));
            open.setLiveCommitData(notes.entrySet());
        });
    }

    synchronized void commit() {
        write(open -> {
            open.commit();
            searchers.committed();
        });
    }

    synchronized void rollback() {
        IndexWriter open = writer();
        try {
            open.rollback();
            writer = newWriter(directory);
        } catch (IOException | RuntimeException e) {
            throw Failures.opening(path, e);
        }
    }

    /** Commits, unless it is closed already, and closes whether or not that succeeds. */
    synchronized void commitAndClose() {
        try {
            if (!closed) {
                commit();
            }
        } finally {
            close();
        }
    }

    /** Closes; what is not committed is forgotten. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            IOUtils.close(searchers, writer == null ? null : writer::rollback, directory);
        } catch (IOException e) {
            throw Failures.using(path, e);
        }
    }

    private IndexWriter writer() {
        if (closed) {
            throw new IllegalStateException("Index " + path + " is closed");
        }
        if (writer == null) {
            throw new IllegalStateException("Index " + path + " is open read-only");
        }
        return writer;
    }

    private IndexException broken(IndexWriter open, AlreadyClosedException e) {
        Throwable cause = open.getTragicException();
        return new IndexException(
                "Index " + path + " takes no more changes after a failure (" + cause
                        + "): roll back or open it again; what was committed is kept",
                cause == null ? e : cause);
    }

    private static IndexWriter newWriter(Directory directory) throws IOException {
        return new IndexWriter(
                directory,
                new IndexWriterConfig(TextAnalyzer.forIndexing())
                        .setSimilarity(KeywordQuery.SIMILARITY)
                        .setRAMBufferSizeMB(WRITE_BUFFER_MEGABYTES)
                        .setCommitOnClose(false));
    }

    private static void rollbackQuietly(@Nullable IndexWriter writer) {
        IOUtils.closeWhileHandlingException(writer == null ? null : writer::rollback);
    }
}
