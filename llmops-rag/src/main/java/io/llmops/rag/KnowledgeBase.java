package io.llmops.rag;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.IndexException;
import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.api.spi.Host;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.IndexSettings;
import io.llmops.rag.index.IndexedDocument;
import io.llmops.rag.ingest.DeadLetter;
import io.llmops.rag.ingest.Following;
import io.llmops.rag.ingest.Ingestion;
import io.llmops.rag.ingest.SyncProgress;
import io.llmops.rag.ingest.SyncReport;
import io.llmops.rag.retrieve.RetrievalMode;
import io.llmops.rag.retrieve.Retriever;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    private final String name;
    private final int top;
    private final double threshold;
    private final ChunkIndex index;
    private final @Nullable EmbeddingModel embedding;
    private final Retriever retriever;
    private final @Nullable Ingestion ingestion;
    private volatile boolean closed;

    /** @param ingestion null if it is read-only */
    KnowledgeBase(
            String name,
            int top,
            double threshold,
            ChunkIndex index,
            @Nullable EmbeddingModel embedding,
            Retriever retriever,
            @Nullable Ingestion ingestion) {
        this.name = name;
        this.top = top;
        this.threshold = threshold;
        this.index = index;
        this.embedding = embedding;
        this.retriever = retriever;
        this.ingestion = ingestion;
    }

    /**
     * A builder.
     *
     * @param host the {@code LlmOps} that it lives in; closes what is built
     */
    public static KnowledgeBaseBuilder builder(Host host) {
        return new KnowledgeBaseBuilder(host);
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
     * the index had of it, and stops no other; it is among the {@link #failures()} until it can. If there are documents and
     * not one of them can be read, nothing is removed.
     *
     * <p>Sources that tell changes are read from where they were read to, until they have nothing further, unless they
     * are {@linkplain #follow followed}. How far they were read is committed with what came of it.
     *
     * <p>The index is committed every {@value Ingestion#COMMIT_DOCUMENTS} documents and every half minute, each document as
     * a whole. Whatever ends a sync early (an exception, a crash, {@link #close}, an interrupt), the next one goes on from
     * the last commit.
     *
     * @param progress told of each document and each call of the embedding model, on the caller's thread; what it throws
     *     ends the sync
     * @return what was done
     * @throws IllegalStateException if it is read-only, closed, or has no source
     * @throws LockedException if a sync of it is running already
     * @throws ConfigurationException if {@link KnowledgeBaseBuilder#keepSource} forbids it; the index is as it was then
     * @throws io.llmops.api.exception.DocumentException if a source itself cannot be read; the index is as it was then
     * @throws IndexException if the index cannot be written
     * @throws java.util.concurrent.CancellationException if it is closed meanwhile, or the thread interrupted
     * @throws RuntimeException as the embedding model throws
     */
    public SyncReport sync(Consumer<? super SyncProgress> progress) {
        return ingestion().sync(progress);
    }

    /**
     * Goes on reading the sources that tell changes, each on a daemon thread of its own, until what is returned is closed
     * or this is. A change can be found when it is committed, which is done whenever a source has nothing further, and
     * every {@value Ingestion#COMMIT_DOCUMENTS} documents. After an error it begins again at the last commit, one second
     * later, then two, and so on up to about a minute. A sync that is running is waited for first.
     *
     * @param errors told of each error that ends an attempt, on the thread that reads
     * @throws IllegalStateException if this is read-only, closed, has no such source, or follows them already
     */
    public Following follow(Consumer<? super RuntimeException> errors) {
        return ingestion().follow(errors);
    }

    /**
     * The documents that could not be taken in, by id in order, whenever that was: each until it can be, or until its
     * source no longer has it. A second document of one id is not among them; only {@link SyncReport#failed} tells of it.
     */
    public List<DeadLetter> failures() {
        checkOpen();
        return DeadLetter.of(index);
    }

    /**
     * Tries the {@link #failures()} again, and no other document. Sources are listed for it; a document of a source that
     * tells changes is tried as it was, if it had at most 8 MiB.
     *
     * @return what was done
     * @throws IllegalStateException if this is read-only or closed
     * @throws LockedException if a sync of it is running
     * @throws RuntimeException as {@link #sync(Consumer)} does
     */
    public SyncReport retryFailures() {
        return ingestion().retryFailures();
    }

    /** What is known of a document: its version, times and source; empty if it is not in the last commit. */
    public Optional<IndexedDocument> document(String id) {
        checkOpen();
        return index.document(id);
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
        try {
            if (ingestion != null) {
                ingestion.close();
            }
        } finally {
            index.close();
        }
    }

    @Override
    public String toString() {
        return "KnowledgeBase[" + name + "]";
    }

    private void checkKnown(String document) {
        checkOpen();
        if (index.document(document).isEmpty()) {
            throw new NotFoundException("there is no document '" + document + "' in knowledge base '" + name + "'");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("knowledge base '" + name + "' is closed");
        }
    }

    private Ingestion ingestion() {
        checkOpen();
        if (ingestion == null) {
            throw new IllegalStateException("knowledge base '" + name + "' is read-only: sync it where it is not");
        }
        return ingestion;
    }
}
