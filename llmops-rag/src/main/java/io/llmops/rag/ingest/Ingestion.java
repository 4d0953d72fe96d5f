package io.llmops.rag.ingest;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.Connector;
import io.llmops.api.exception.LockedException;
import io.llmops.api.spi.Host;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.IndexedDocument;
import io.llmops.rag.split.TextSplitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of a knowledge base that writes: it brings an index in line with the sources of its documents. The index, the
 * embedding model and the sources are those of whoever made it, who closes them after it.
 *
 * <p>Thread-safe: one sync at a time.
 */
public final class Ingestion implements AutoCloseable {

    /** A crash loses at most so many documents: {@value}. */
    public static final int COMMIT_DOCUMENTS = Intake.COMMIT_DOCUMENTS;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);

    final Host host;
    final ChunkIndex index;
    final String name;
    final List<Connector> sources;
    final List<ChangeConnector> changes;
    final TextSplitter splitter;
    final @Nullable EmbeddingModel embedding;
    final WordScreen screen;
    final boolean keepSource;
    private final ReentrantLock syncing = new ReentrantLock();
    /** Held by whoever has changes in the index that are not committed. */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile @Nullable Following following;
    private volatile boolean closed;

    private Ingestion(Builder b) {
        this.host = b.host;
        this.index = b.index;
        this.name = b.name;
        this.sources = List.copyOf(b.sources);
        this.changes = List.copyOf(b.changes);
        this.splitter = b.splitter;
        this.embedding = b.embedding;
        this.screen = b.screen;
        this.keepSource = b.keepSource;
    }

    /**
     * A builder.
     *
     * @param name of the knowledge base, for the ledger and in messages
     */
    public static Builder builder(Host host, ChunkIndex index, String name) {
        return new Builder(host, index, name);
    }

    /**
     * One sync, as {@code KnowledgeBase.sync} tells.
     *
     * @param progress told of each document and each call of the embedding model, on the caller's thread; what it throws
     *     ends the sync
     * @throws IllegalStateException if it is closed, or has no source
     * @throws LockedException if a sync is running already
     */
    public SyncReport sync(Consumer<? super SyncProgress> progress) {
        requireNonNull(progress, "progress");
        return alone(() -> {
            checkSources(!sources.isEmpty() || !changes.isEmpty(), "source");
            return new SyncRun(this, progress).sync(isFollowing() ? List.of() : changes);
        });
    }

    /**
     * Tries again the documents that failed, and no others.
     *
     * @throws IllegalStateException if it is closed
     * @throws LockedException if a sync is running already
     */
    public SyncReport retryFailures() {
        return alone(() -> new SyncRun(this, progress -> {}).retry());
    }

    /**
     * Goes on reading the sources that tell changes, as {@code KnowledgeBase.follow} tells; waits for a running sync.
     *
     * @throws IllegalStateException if it is closed, has no such source, or follows them already
     */
    public Following follow(Consumer<? super RuntimeException> errors) {
        requireNonNull(errors, "errors");
        checkSources(!changes.isEmpty(), "source that tells changes");
        writing.lock(); // a sync reads the same sources, each of which is used by one thread at a time
        try {
            checkOpen();
            if (isFollowing()) {
                throw new IllegalStateException("knowledge base '" + name + "' follows its sources already");
            }
            Following started = new Following(changes.stream()
                    .map(source -> new Follower(this, source, errors))
                    .toList());
            following = started;
            return started;
        } finally {
            writing.unlock();
        }
    }

    private boolean isFollowing() {
        Following last = following;
        return last != null && !last.isClosed();
    }

    /** Applies a batch that a source has told, and what it tells after that. */
    void apply(ChangeConnector source, ChangeBatch first) {
        SyncTally tally = new SyncTally();
        SyncMeter meter = new SyncMeter(tally, host.clock(), progress -> {});
        writing.lock();
        try {
            Intake intake = new Intake(
                    this,
                    new DeadLetters(index, host.clock()),
                    tally,
                    meter,
                    id -> index.document(id).map(IndexedDocument::version),
                    new SourceMemory(this)::remember);
            try {
                new ChangeReader(source, index, intake).readOn(first);
            } catch (RuntimeException | Error e) {
                intake.rollback(e);
                throw e;
            }
        } finally {
            writing.unlock();
        }
    }

    private SyncReport alone(Supplier<SyncReport> work) {
        if (!syncing.tryLock()) {
            throw new LockedException("a sync of knowledge base '" + name + "' is running already: wait for it");
        }
        try {
            writing.lock();
            try {
                checkOpen();
                return work.get();
            } finally {
                writing.unlock();
            }
        } finally {
            syncing.unlock();
        }
    }

    /**
     * Stops a running sync at its next document and what follows sources, closes the sources that tell changes, and waits
     * for all that, half a minute at most.
     */
    @Override
    public void close() {
        closed = true;
        changes.forEach(ChangeConnector::close);
        closeFollowing();
        try {
            // Within a callback of the sync itself the lock is held by this very thread.
            if (writing.tryLock(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                writing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeFollowing() {
        Following running = following;
        if (running != null) {
            running.close();
        }
    }

    boolean isClosed() {
        return closed;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("knowledge base '" + name + "' is closed");
        }
    }

    private void checkSources(boolean there, String what) {
        if (!there) {
            throw new IllegalStateException(
                    "knowledge base '" + name + "' has no " + what + ": give one to its builder");
        }
    }

    /** Gathers what an ingestion needs. Not thread-safe. */
    public static final class Builder {
        private final Host host;
        private final ChunkIndex index;
        private final String name;
        private final List<Connector> sources = new ArrayList<>();
        private final List<ChangeConnector> changes = new ArrayList<>();
        private TextSplitter splitter = TextSplitter.of(TextSplitter.DEFAULT_SIZE, TextSplitter.DEFAULT_OVERLAP);
        private @Nullable EmbeddingModel embedding;
        private WordScreen screen = WordScreen.NONE;
        private boolean keepSource;

        private Builder(Host host, ChunkIndex index, String name) {
            this.host = requireNonNull(host, "host");
            this.index = requireNonNull(index, "index");
            this.name = requireNonNull(name, "name");
        }

        /** Where documents come from; may be called again. */
        public Builder source(Connector source) {
            sources.add(requireNonNull(source, "source"));
            return this;
        }

        /**
         * A source that tells changes, whose description no other one has; may be called again. The ingestion closes it
         * with itself.
         */
        public Builder source(ChangeConnector source) {
            changes.add(requireNonNull(source, "source"));
            return this;
        }

        /** How texts are cut; {@link TextSplitter} with its defaults if it is not called. */
        public Builder splitter(TextSplitter splitter) {
            this.splitter = requireNonNull(splitter, "splitter");
            return this;
        }

        /** The model that the index was built for; none for an index of words. */
        public Builder embedding(EmbeddingModel embedding) {
            this.embedding = requireNonNull(embedding, "embedding");
            return this;
        }

        /** Sensitive words that are looked for in documents, and what becomes of one that has them; none by default. */
        public Builder guard(SensitiveWords words, RefusedDocument refused) {
            this.screen = new WordScreen(requireNonNull(words, "words"), requireNonNull(refused, "refused"));
            return this;
        }

        /** Refuses to take out documents of another source; off by default. */
        public Builder keepSource() {
            this.keepSource = true;
            return this;
        }

        /** The ingestion; it holds nothing open of its own. */
        public Ingestion build() {
            return new Ingestion(this);
        }
    }
}
