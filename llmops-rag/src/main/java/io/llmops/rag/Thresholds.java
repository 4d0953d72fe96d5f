package io.llmops.rag;

import io.llmops.rag.retrieve.RetrievalMode;
import java.util.Locale;

/**
 * The relevance that tells passages with an answer from others, as it was measured on XQuAD: docs/knowledge.md has the
 * figures. Embedding models differ too much for one number: what is near for all-MiniLM is far for BGE, whose cosines
 * seldom fall below 0.4.
 */
final class Thresholds {

    private Thresholds() {}

    static double of(RetrievalMode mode, String embedding) {
        if (mode == RetrievalMode.KEYWORD) {
            return KnowledgeBase.DEFAULT_KEYWORD_THRESHOLD;
        }
        boolean bge = embedding.toLowerCase(Locale.ROOT).contains("bge-");
        return bge ? KnowledgeBase.DEFAULT_BGE_THRESHOLD : KnowledgeBase.DEFAULT_THRESHOLD;
    }
}
