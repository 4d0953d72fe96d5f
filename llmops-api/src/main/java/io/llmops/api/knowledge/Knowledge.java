package io.llmops.api.knowledge;

/**
 * A knowledge base as a scenario sees it. llmops-rag's {@code KnowledgeBase} is one; any LangChain4j
 * {@code ContentRetriever} can stand in for one. Implementations are thread-safe.
 */
public interface Knowledge {

    /** Its name in the ledger and the monitors. */
    String name();

    /**
     * Passages for a question.
     *
     * @throws io.llmops.api.exception.IndexException if the index cannot be read
     */
    Retrieval retrieve(KnowledgeQuery query);
}
