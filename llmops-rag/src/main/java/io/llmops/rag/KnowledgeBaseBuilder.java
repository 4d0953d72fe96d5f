package io.llmops.rag;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.Connector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.IndexException;
import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.spi.Host;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.IndexSettings;
import io.llmops.rag.ingest.Ingestion;
import io.llmops.rag.ingest.RefusedDocument;
import io.llmops.rag.retrieve.RetrievalMode;
import io.llmops.rag.retrieve.Retriever;
import io.llmops.rag.split.TextSplitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link KnowledgeBase}. Not thread-safe. */
public final class KnowledgeBaseBuilder {
    private final Host host;
    private final List<Connector> sources = new ArrayList<>();
    private final List<ChangeConnector> changes = new ArrayList<>();
    private @Nullable String name;
    private @Nullable Path directory;
    private @Nullable String embedding;
    private int top = KnowledgeBase.DEFAULT_TOP;
    private @Nullable RetrievalMode mode;
    private @Nullable Double threshold;
    private int chunkSize = TextSplitter.DEFAULT_SIZE;
    private int chunkOverlap = TextSplitter.DEFAULT_OVERLAP;
    private boolean readOnly;
    private boolean keepSource;
    private @Nullable SensitiveWords words;
    private RefusedDocument refused = RefusedDocument.QUARANTINE;

    KnowledgeBaseBuilder(Host host) {
        this.host = requireNonNull(host, "host");
    }

    /**
     * Its name in the ledger; required.
     *
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public KnowledgeBaseBuilder name(String name) {
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        this.name = name;
        return this;
    }

    /** Where its index is, or is made; required. The directory belongs to it alone. */
    public KnowledgeBaseBuilder directory(Path directory) {
        this.directory = requireNonNull(directory, "directory");
        return this;
    }

    /**
     * The embedding model, as {@code provider/name}; {@value IndexSettings#NONE} for an index of words only. Required,
     * except that a read-only knowledge base takes what its index was built with.
     */
    public KnowledgeBaseBuilder embedding(String embedding) {
        this.embedding = requireNonNull(embedding, "embedding");
        return this;
    }

    /** Where documents come from; may be called again for a further source. Ids must differ across sources. */
    public KnowledgeBaseBuilder source(Connector source) {
        this.sources.add(requireNonNull(source, "source"));
        return this;
    }

    /**
     * A source that tells what has changed, instead of listing everything; may be called again for a further source. The
     * knowledge base closes it with itself.
     *
     * @throws IllegalArgumentException if another such source has its description
     */
    public KnowledgeBaseBuilder source(ChangeConnector source) {
        String description = source.description();
        if (changes.stream().anyMatch(other -> other.description().equals(description))) {
            throw new IllegalArgumentException("there is another source that tells changes of " + description);
        }
        this.changes.add(source);
        return this;
    }

    /**
     * Passages for a question where the question sets no number; {@value KnowledgeBase#DEFAULT_TOP} by default.
     *
     * @throws IllegalArgumentException if {@code top} is not positive
     */
    public KnowledgeBaseBuilder top(int top) {
        if (top < 1) {
            throw new IllegalArgumentException("top must be positive, but is " + top);
        }
        this.top = top;
        return this;
    }

    /** How passages are found; by meaning and words by default, by words alone without an embedding model. */
    public KnowledgeBaseBuilder mode(RetrievalMode mode) {
        this.mode = requireNonNull(mode, "mode");
        return this;
    }

    /**
     * The relevance that a passage must reach; below it the knowledge base has no answer. By default
     * {@value KnowledgeBase#DEFAULT_THRESHOLD}, with a BGE embedding model {@value KnowledgeBase#DEFAULT_BGE_THRESHOLD}, and in mode
     * {@code KEYWORD} {@value KnowledgeBase#DEFAULT_KEYWORD_THRESHOLD}.
     *
     * @throws IllegalArgumentException if {@code threshold} is not from 0 to 1
     */
    public KnowledgeBaseBuilder threshold(double threshold) {
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
    public KnowledgeBaseBuilder chunkSize(int chunkSize) {
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
    public KnowledgeBaseBuilder chunkOverlap(int chunkOverlap) {
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
    public KnowledgeBaseBuilder keepSource() {
        this.keepSource = true;
        return this;
    }

    /**
     * Looks for sensitive words in each new or changed document of a sync; none by default. What is found is in the
     * ledger, under this knowledge base's name. Words are masked or replaced before the text is indexed, where their
     * action says so; a document with a word whose action is to refuse is kept in quarantine or rejected.
     */
    public KnowledgeBaseBuilder guard(SensitiveWords words, RefusedDocument refused) {
        this.words = requireNonNull(words, "words");
        this.refused = requireNonNull(refused, "refused");
        return this;
    }

    /** Retrieves only, while another process may sync it; a question sees what was committed before it was asked. */
    public KnowledgeBaseBuilder readOnly() {
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
        return own(name, ChunkIndex.open(directory, IndexModels.settings(embedding, model)), model);
    }

    private KnowledgeBase openReadOnly(String name, Path directory) {
        IndexModels models = new IndexModels(host, name);
        ChunkIndex index = ChunkIndex.openReadOnly(directory);
        try {
            IndexSettings built = index.settings();
            EmbeddingModel model = embedding != null ? models.model(embedding) : models.modelOf(built);
            index.ensureServes(IndexModels.settings(embedding != null ? embedding : built.embeddingModel(), model));
            return own(name, index, model);
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private KnowledgeBase own(String name, ChunkIndex index, @Nullable EmbeddingModel model) {
        try {
            Retriever.Builder retriever = Retriever.builder(index);
            if (model != null) {
                retriever.embedding(model);
            }
            if (mode != null) {
                retriever.mode(mode);
            }
            Retriever found = retriever.build();
            double relevance = threshold != null
                    ? threshold
                    : Thresholds.of(found.mode(), index.settings().embeddingModel());
            Ingestion ingestion = readOnly ? null : ingestion(name, index, model);
            KnowledgeBase built = new KnowledgeBase(name, top, relevance, index, model, found, ingestion);
            host.own(built);
            return built;
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private Ingestion ingestion(String name, ChunkIndex index, @Nullable EmbeddingModel model) {
        Ingestion.Builder ingestion =
                Ingestion.builder(host, index, name).splitter(TextSplitter.of(chunkSize, chunkOverlap));
        sources.forEach(ingestion::source);
        changes.forEach(ingestion::source);
        if (model != null) {
            ingestion.embedding(model);
        }
        if (words != null) {
            ingestion.guard(words, refused);
        }
        if (keepSource) {
            ingestion.keepSource();
        }
        return ingestion.build();
    }
}
