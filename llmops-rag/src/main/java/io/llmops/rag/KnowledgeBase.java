package io.llmops.rag;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.llmops.api.connect.Connector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.IndexException;
import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.api.spi.Host;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.IndexSettings;
import io.llmops.rag.retrieve.RetrievalMode;
import io.llmops.rag.retrieve.Retriever;
import io.llmops.rag.split.TextSplitter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one or more sources, kept in an index on disk, and found again for a question.
 *
 * <pre>{@code
 * KnowledgeBase handbook = KnowledgeBase.builder(ops).name("handbook").directory(Path.of("index"))
 *         .embedding("onnx/bge-small-zh-v1.5").source(Connectors.files(Path.of("docs"))).build();
 * SyncReport report = handbook.sync(System.out::println);
 * Retrieval found = handbook.retrieve(KnowledgeQuery.of("年假可以结转几天？"));
 * }</pre>
 *
 * <p>Thread-safe: any number of threads may retrieve, also during a sync, and see the last commit. The host closes it
 * with itself; it may be closed before.
 */
public final class KnowledgeBase implements Knowledge, AutoCloseable {

    /** Passages for a question where no other number is set: {@value}. */
    public static final int DEFAULT_TOP = 5;

    /** Relevance that a passage must reach in the modes that go by meaning, measured with all-MiniLM-L6-v2: {@value}. */
    public static final double DEFAULT_THRESHOLD = 0.70;

    /** The same for an embedding model of the BGE family, whose similarities are higher throughout: {@value}. */
    public static final double DEFAULT_BGE_THRESHOLD = 0.77;

    /** The same for {@link RetrievalMode#KEYWORD}: {@value}. */
    public static final double DEFAULT_KEYWORD_THRESHOLD = 0.22;

    /** Stands for no embedding model: the index holds words only. */
    public static final String NO_EMBEDDING = IndexSettings.NONE;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);
    private final Host host;
    private final String name;
    private final List<Connector> sources;
    private final TextSplitter splitter;
    private final int top;
    private final double threshold;
    private final boolean readOnly;
    private final boolean keepSource;
    private final WordScreen screen;
    private final ChunkIndex index;
    private final @Nullable EmbeddingModel embedding;
    private final Retriever retriever;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile boolean closed;

    private KnowledgeBase(Builder b, ChunkIndex index, @Nullable EmbeddingModel embedding, Retriever retriever) {
        this.host = b.host;
        this.name = requireNonNull(b.name, "name");
        this.sources = List.copyOf(b.sources);
        this.splitter = TextSplitter.of(b.chunkSize, b.chunkOverlap);
        this.top = b.top;
        this.threshold = b.threshold != null
                ? b.threshold
                : Thresholds.of(retriever.mode(), index.settings().embeddingModel());
        this.readOnly = b.readOnly;
        this.keepSource = b.keepSource;
        this.screen = b.screen;
        this.index = index;
        this.embedding = embedding;
        this.retriever = retriever;
    }

    /**
     * A builder.
     *
     * @param host the {@code LlmOps} that it lives in; closes what is built
     */
    public static Builder builder(Host host) {
        return new Builder(host);
    }

    @Override
    public String name() {
        return name;
    }

    /** {@link #sync(Consumer)} without progress. */
    public SyncReport sync() {
        return sync(progress -> {});
    }

    /**
     * Brings the index in line with the sources: new documents are added, changed ones replaced, and what the sources no
     * longer have is removed. Unchanged documents are not opened. A document that cannot be read is reported, keeps what
     * the index had of it, and stops no other. If there are documents and not one of them can be read, nothing is removed.
     *
     * <p>The index is committed every {@value SyncRun#COMMIT_DOCUMENTS} documents and every half minute, each document as
     * a whole. Whatever ends a sync early (an exception, a crash, {@link #close}, an interrupt), the next one goes on from
     * the last commit.
     *
     * @param progress told of each document and each call of the embedding model, on the caller's thread; what it throws
     *     ends the sync
     * @return what was done
     * @throws IllegalStateException if it is read-only, closed, or has no source
     * @throws LockedException if a sync of it is running already
     * @throws ConfigurationException if {@link Builder#keepSource} forbids it; the index is as it was then
     * @throws io.llmops.api.exception.DocumentException if a source itself cannot be read; the index is as it was then
     * @throws IndexException if the index cannot be written
     * @throws java.util.concurrent.CancellationException if it is closed meanwhile, or the thread interrupted
     * @throws RuntimeException as the embedding model throws
     */
    public SyncReport sync(Consumer<? super SyncProgress> progress) {
        requireNonNull(progress, "progress");
        checkSyncs();
        if (!syncing.tryLock()) {
            throw new LockedException("a sync of knowledge base '" + name + "' is running already: wait for it");
        }
        try {
            checkSyncs();
            return new SyncRun(
                            index,
                            sources,
                            new SourceMemory(index, name, sources, keepSource),
                            new DocumentParser(host.documentReaders(), splitter, screen),
                            splitter.fingerprint(),
                            embedding,
                            host.clock(),
                            () -> closed,
                            progress,
                            screening -> screening.record(host, name))
                    .run();
        } finally {
            syncing.unlock();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if it is closed
     * @throws RuntimeException as the embedding model throws
     */
    @Override
    public Retrieval retrieve(KnowledgeQuery query) {
        checkOpen();
        return retriever.retrieve(query.question(), query.top().orElse(top), threshold);
    }

    /**
     * The same documents, found in another way; of the same name. It uses this one's index, and ends with it.
     *
     * @param threshold the relevance that a passage must reach, 0 to 1; each mode has its own scale
     * @throws IllegalStateException if the mode needs vectors and the index has none
     */
    public Knowledge mode(RetrievalMode mode, double threshold) {
        Retriever.Builder other = Retriever.builder(index).mode(mode);
        if (embedding != null) {
            other.embedding(embedding);
        }
        return new KnowledgeView(this, other.build(), top, threshold);
    }

    /** The same passages for LangChain4j's {@code AiServices}; the score and the chunk's id are in their metadata. */
    public ContentRetriever contentRetriever() {
        return retriever.asContentRetriever(top, threshold);
    }

    /** Chunks in the last commit. */
    public int size() {
        checkOpen();
        return index.size();
    }

    /** Hands over every chunk of the last commit, with 0 for its score. */
    public void forEachPassage(Consumer<Passage> visitor) {
        checkOpen();
        retriever.forEach(visitor);
    }

    /** Ids of the documents in the last commit, in order. */
    public Set<String> documents() {
        checkOpen();
        return new TreeSet<>(index.documents().keySet());
    }

    /** Ids of the documents that are kept from being found. */
    public Set<String> quarantined() {
        checkOpen();
        return index.quarantined();
    }

    /**
     * Keeps a document from being found, from the next question on, until it is {@linkplain #release released}: a sync
     * that replaces the document does not bring it back, one that removes it forgets this.
     *
     * @throws NotFoundException if there is no such document
     * @throws IllegalStateException if this is read-only or closed
     * @throws IndexException if the index cannot be written
     */
    public void quarantine(String document) {
        checkKnown(document);
        index.quarantine(document);
        index.commit();
    }

    /** Lets a document be found again, which may be so already; throws as {@link #quarantine} does. */
    public void release(String document) {
        checkKnown(document);
        index.release(document);
        index.commit();
    }

    /** Reads the whole index and says what is wrong with it; empty if it is sound. Slow. */
    public List<String> check() {
        checkOpen();
        return index.check();
    }

    /** The relevance that a passage must reach, 0 to 1. */
    public double threshold() {
        return threshold;
    }

    /** How passages are found. */
    public RetrievalMode mode() {
        return retriever.mode();
    }

    /** The reference of the embedding model, unless the index holds words only. */
    public Optional<String> embedding() {
        return index.settings().hasVectors() ? Optional.of(index.settings().embeddingModel()) : Optional.empty();
    }

    /** Stops a running sync at its next document, waits for it half a minute at most, and closes the index. */
    @Override
    public void close() {
        closed = true;
        boolean stopped = false;
        try {
            // Within a callback of the sync itself the lock is held by this very thread.
            stopped = syncing.tryLock(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            index.close();
            if (stopped) {
                syncing.unlock();
            }
        }
    }

    @Override
    public String toString() {
        return "KnowledgeBase[" + name + "]";
    }

    private void checkKnown(String document) {
        checkOpen();
        if (!index.documents().containsKey(document)) {
            throw new NotFoundException("there is no document '" + document + "' in knowledge base '" + name + "'");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("knowledge base '" + name + "' is closed");
        }
    }

    private void checkSyncs() {
        checkOpen();
        if (readOnly) {
            throw new IllegalStateException("knowledge base '" + name + "' is read-only: sync it where it is not");
        }
        if (sources.isEmpty()) {
            throw new IllegalStateException("knowledge base '" + name + "' has no source: give one to its builder");
        }
    }

    /** Builds a {@link KnowledgeBase}. Not thread-safe. */
    public static final class Builder {
        private final Host host;
        private final List<Connector> sources = new ArrayList<>();
        private @Nullable String name;
        private @Nullable Path directory;
        private @Nullable String embedding;
        private int top = DEFAULT_TOP;
        private @Nullable RetrievalMode mode;
        private @Nullable Double threshold;
        private int chunkSize = TextSplitter.DEFAULT_SIZE;
        private int chunkOverlap = TextSplitter.DEFAULT_OVERLAP;
        private boolean readOnly;
        private boolean keepSource;
        private WordScreen screen = WordScreen.NONE;

        private Builder(Host host) {
            this.host = requireNonNull(host, "host");
        }

        /**
         * Its name in the ledger; required.
         *
         * @throws IllegalArgumentException if {@code name} is blank
         */
        public Builder name(String name) {
            if (requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("name must not be blank");
            }
            this.name = name;
            return this;
        }

        /** Where its index is, or is made; required. The directory belongs to it alone. */
        public Builder directory(Path directory) {
            this.directory = requireNonNull(directory, "directory");
            return this;
        }

        /**
         * The embedding model, as {@code provider/name}; {@value IndexSettings#NONE} for an index of words only. Required,
         * except that a read-only knowledge base takes what its index was built with.
         */
        public Builder embedding(String embedding) {
            this.embedding = requireNonNull(embedding, "embedding");
            return this;
        }

        /** Where documents come from; may be called again for a further source. Ids must differ across sources. */
        public Builder source(Connector source) {
            this.sources.add(requireNonNull(source, "source"));
            return this;
        }

        /**
         * Passages for a question where the question sets no number; {@value #DEFAULT_TOP} by default.
         *
         * @throws IllegalArgumentException if {@code top} is not positive
         */
        public Builder top(int top) {
            if (top < 1) {
                throw new IllegalArgumentException("top must be positive, but is " + top);
            }
            this.top = top;
            return this;
        }

        /** How passages are found; by meaning and words by default, by words alone without an embedding model. */
        public Builder mode(RetrievalMode mode) {
            this.mode = requireNonNull(mode, "mode");
            return this;
        }

        /**
         * The relevance that a passage must reach; below it the knowledge base has no answer. By default
         * {@value #DEFAULT_THRESHOLD}, with a BGE embedding model {@value #DEFAULT_BGE_THRESHOLD}, and in mode
         * {@code KEYWORD} {@value #DEFAULT_KEYWORD_THRESHOLD}.
         *
         * @throws IllegalArgumentException if {@code threshold} is not from 0 to 1
         */
        public Builder threshold(double threshold) {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold must be from 0 to 1, but is " + threshold);
            }
            this.threshold = threshold;
            return this;
        }

        /**
         * How large a chunk is at most, in characters of English; {@value TextSplitter#DEFAULT_SIZE} by default. A Chinese
         * character counts three. Documents are cut anew by the next sync after a change.
         *
         * @throws IllegalArgumentException if {@code chunkSize} is under 20
         */
        public Builder chunkSize(int chunkSize) {
            TextSplitter.of(chunkSize, 0);
            this.chunkSize = chunkSize;
            return this;
        }

        /**
         * How much of a chunk's end the next one repeats, in whole sentences; {@value TextSplitter#DEFAULT_OVERLAP} by
         * default. At most half the {@link #chunkSize}, checked by {@link #build}.
         *
         * @throws IllegalArgumentException if {@code chunkOverlap} is negative
         */
        public Builder chunkOverlap(int chunkOverlap) {
            if (chunkOverlap < 0) {
                throw new IllegalArgumentException("chunkOverlap must not be negative, but is " + chunkOverlap);
            }
            this.chunkOverlap = chunkOverlap;
            return this;
        }

        /**
         * Refuses a {@link KnowledgeBase#sync(Consumer) sync} that would remove documents of another source than this
         * one's, so that a wrong path cannot empty the index. Sources are told apart by their {@link
         * Connector#description}, which the index remembers. Off by default: a sync removes what the sources do not have.
         */
        public Builder keepSource() {
            this.keepSource = true;
            return this;
        }

        /**
         * Looks for sensitive words in each new or changed document of a sync; none by default. What is found is in the
         * ledger, under this knowledge base's name. Words are masked or replaced before the text is indexed, where their
         * action says so; a document with a word whose action is to refuse is kept in quarantine or rejected.
         */
        public Builder guard(SensitiveWords words, RefusedDocument refused) {
            this.screen = new WordScreen(requireNonNull(words, "words"), requireNonNull(refused, "refused"));
            return this;
        }

        /** Retrieves only, while another process may sync it; a question sees what was committed before it was asked. */
        public Builder readOnly() {
            this.readOnly = true;
            return this;
        }

        /**
         * The knowledge base, with its index open.
         *
         * @throws IllegalStateException if a required setting is missing, or settings contradict each other
         * @throws NotFoundException if there is no such embedding model
         * @throws ConfigurationException if the embedding model or the directory cannot be used
         * @throws LockedException if the index is open for writing elsewhere
         * @throws IndexException if the index is damaged or was built with another embedding model; if it is not there and
         *     this is read-only
         */
        public KnowledgeBase build() {
            if (name == null || directory == null) {
                throw new IllegalStateException("a knowledge base needs a name and a directory");
            }
            if (chunkOverlap > chunkSize / 2) {
                throw new IllegalStateException(
                        "chunkOverlap must be at most half of chunkSize " + chunkSize + ", but is " + chunkOverlap);
            }
            return readOnly ? openReadOnly(name, directory) : open(name, directory);
        }

        private KnowledgeBase open(String name, Path directory) {
            if (embedding == null) {
                throw new IllegalStateException("knowledge base '" + name + "' needs an embedding model, such as"
                        + " embedding(\"onnx/all-minilm-l6-v2\"), or embedding(\"none\") to go by words only");
            }
            EmbeddingModel model = new IndexModels(host, name).model(embedding);
            return own(ChunkIndex.open(directory, IndexModels.settings(embedding, model)), model);
        }

        private KnowledgeBase openReadOnly(String name, Path directory) {
            IndexModels models = new IndexModels(host, name);
            ChunkIndex index = ChunkIndex.openReadOnly(directory);
            try {
                IndexSettings built = index.settings();
                EmbeddingModel model = embedding != null ? models.model(embedding) : models.modelOf(built);
                index.ensureServes(IndexModels.settings(embedding != null ? embedding : built.embeddingModel(), model));
                return own(index, model);
            } catch (RuntimeException e) {
                index.close();
                throw e;
            }
        }

        private KnowledgeBase own(ChunkIndex index, @Nullable EmbeddingModel model) {
            try {
                Retriever.Builder retriever = Retriever.builder(index);
                if (model != null) {
                    retriever.embedding(model);
                }
                if (mode != null) {
                    retriever.mode(mode);
                }
                KnowledgeBase built = new KnowledgeBase(this, index, model, retriever.build());
                host.own(built);
                return built;
            } catch (RuntimeException e) {
                index.close();
                throw e;
            }
        }
    }
}
