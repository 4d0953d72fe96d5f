package io.llmops.rag.retrieve;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.llmops.api.exception.IndexException;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.knowledge.Retrieval;
import io.llmops.rag.index.Candidates;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.Hit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds passages in an index. It holds nothing of its own: whoever opened the index and the embedding model closes them.
 * Safe for use by many threads.
 */
public final class Retriever {

    /** At least so many of each ranking go into a fusion, however few are asked for. */
    private static final int MIN_CANDIDATES = 50;

    private static final int CANDIDATES_PER_PASSAGE = 5;

    private final ChunkIndex index;
    private final @Nullable EmbeddingModel embedding;
    private final RetrievalMode mode;

    private Retriever(ChunkIndex index, @Nullable EmbeddingModel embedding, RetrievalMode mode) {
        this.index = index;
        this.embedding = embedding;
        this.mode = mode;
    }

    /** A builder for a retriever on that index. */
    public static Builder builder(ChunkIndex index) {
        return new Builder(index);
    }

    /** Hands over every chunk of the index, one by one, with 0 for its score. */
    public void forEach(Consumer<Passage> visitor) {
        index.forEach(hit -> visitor.accept(Passages.of(hit)));
    }

    /** How it finds passages. */
    public RetrievalMode mode() {
        return mode;
    }

    /**
     * Passages for a question, best first. Only those that reach the threshold count, so that a passage below it takes
     * no other's place.
     *
     * @param question in any language
     * @param top at most so many passages
     * @param threshold the relevance that a passage must reach, from 0 to 1; see {@link RetrievalMode}
     * @throws IllegalArgumentException if the question is blank, {@code top} is not positive, or {@code threshold} is
     *     out of range
     * @throws IllegalStateException if the index is closed
     * @throws IndexException if the embedding model's vectors do not fit the index, or it cannot be read
     */
    public Retrieval retrieve(String question, int top, double threshold) {
        if (requireNonNull(question, "question").isBlank()) {
            throw new IllegalArgumentException("question must not be blank");
        }
        if (top < 1) {
            throw new IllegalArgumentException("top must be positive, but is " + top);
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be from 0 to 1, but is " + threshold);
        }
        List<Hit> hits =
                switch (mode) {
                    case VECTOR -> index.vector(embed(question), top);
                    case KEYWORD -> index.keyword(question, top);
                    case HYBRID -> hybrid(question, top);
                };
        List<Passage> passages = hits.stream()
                .filter(hit -> hit.score() >= threshold)
                .limit(top)
                .map(Passages::of)
                .toList();
        double topScore = hits.stream().mapToDouble(Hit::score).max().orElse(0);
        return new Retrieval(passages, topScore, threshold);
    }

    /**
     * This retriever for LangChain4j's {@code AiServices}. Each content's metadata tells its score and its chunk's id.
     *
     * @throws IllegalArgumentException on a question, as {@link #retrieve} says
     */
    public ContentRetriever asContentRetriever(int top, double threshold) {
        return query -> retrieve(query.text(), top, threshold).passages().stream()
                .map(Passages::content)
                .toList();
    }

    private List<Hit> hybrid(String question, int top) {
        int depth = (int) Math.min(Integer.MAX_VALUE, Math.max(MIN_CANDIDATES, (long) CANDIDATES_PER_PASSAGE * top));
        Candidates candidates = index.candidates(question, embed(question), depth);
        return RankFusion.fuse(List.of(candidates.byVector(), candidates.byKeyword()));
    }

    private float[] embed(String question) {
        float[] vector =
                requireNonNull(embedding, "embedding").embed(question).content().vector();
        if (vector.length != index.settings().dimension()) {
            throw new IndexException("Index " + index.directory() + " was built with embedding model "
                    + index.settings().embeddingModel() + " (dimension "
                    + index.settings().dimension() + "), but the retriever's model gives vectors of length "
                    + vector.length + ": use the former, or delete the directory and ingest again");
        }
        return vector;
    }

    /** Gathers what a retriever needs. Not safe for use by many threads. */
    public static final class Builder {

        private final ChunkIndex index;
        private @Nullable EmbeddingModel embedding;
        private @Nullable RetrievalMode mode;

        private Builder(ChunkIndex index) {
            this.index = requireNonNull(index, "index");
        }

        /** The model that the index's vectors come from. */
        public Builder embedding(EmbeddingModel embedding) {
            this.embedding = requireNonNull(embedding, "embedding");
            return this;
        }

        /** How passages are found; {@code HYBRID} by default, {@code KEYWORD} without an embedding model. */
        public Builder mode(RetrievalMode mode) {
            this.mode = requireNonNull(mode, "mode");
            return this;
        }

        /**
         * The retriever.
         *
         * @throws IllegalStateException if the mode needs vectors, and there is no embedding model or the index is
         *     keyword-only
         */
        public Retriever build() {
            RetrievalMode chosen =
                    mode != null ? mode : embedding != null ? RetrievalMode.HYBRID : RetrievalMode.KEYWORD;
            if (chosen != RetrievalMode.KEYWORD && embedding == null) {
                throw new IllegalStateException("mode " + chosen + " needs an embedding model");
            }
            if (chosen != RetrievalMode.KEYWORD && !index.settings().hasVectors()) {
                throw new IllegalStateException(
                        "mode " + chosen + " needs vectors, but index " + index.directory()
                                + " is keyword-only: use mode KEYWORD, or delete the directory and ingest with an embedding model");
            }
            return new Retriever(index, embedding, chosen);
        }
    }
}
