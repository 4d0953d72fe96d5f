package io.llmops.rag.ingest;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.Connector;
import io.llmops.api.exception.LockedException;
import io.llmops.api.spi.Host;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.split.TextSplitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a knowledge base that writes: it brings an index in line with the sources of its documents. The index, the
 * embedding model and the sources are those of whoever made it, who closes them after it.
 *
 * <p>Thread-safe: one sync at a time.
 */
public final class Ingestion implements AutoCloseable {

    /** A crash loses at most so many documents: {@value}. */
    public static final int COMMIT_DOCUMENTS = SyncRun.COMMIT_DOCUMENTS;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);

    final Host host;
    final ChunkIndex index;
    final String name;
    final List<Connector> sources;
    final TextSplitter splitter;
    final @Nullable EmbeddingModel embedding;
    final WordScreen screen;
    final boolean keepSource;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile boolean closed;

    private Ingestion(Builder b) {
        this.host = b.host;
        this.index = b.index;
        this.name = b.name;
        this.sources = List.copyOf(b.sources);
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
        if (!syncing.tryLock()) {
            throw new LockedException("a sync of knowledge base '" + name + "' is running already: wait for it");
        }
        try {
            checkOpen();
            if (sources.isEmpty()) {
                throw new IllegalStateException("knowledge base '" + name + "' has no source: give one to its builder");
            }
            return new SyncRun(this, progress).run();
        } finally {
            syncing.unlock();
        }
    }

    /** Stops a running sync at its next document and waits for it, half a minute at most. */
    @Override
    public void close() {
        closed = true;
        try {
            // Within a callback of the sync itself the lock is held by this very thread.
            if (syncing.tryLock(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                syncing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /** Gathers what an ingestion needs. Not thread-safe. */
    public static final class Builder {
        private final Host host;
        private final ChunkIndex index;
        private final String name;
        private final List<Connector> sources = new ArrayList<>();
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
