package io.llmops.rag.retrieve;

/** How passages are found. */
public enum RetrievalMode {
    /** By meaning: the nearest vectors. The relevance is (1 + cosine) / 2. */
    VECTOR,
    /** By words: BM25. The relevance is the share of the question that {@code ChunkIndex.keyword} tells. */
    KEYWORD,
    /**
     * By both, merged by reciprocal rank fusion. The relevance is that of {@link #VECTOR}, so that a threshold means the
     * same in both modes; the order is that of the fusion.
     */
    HYBRID
}
