package io.llmops.rag.ingest;

/** What a sync does with a document in which it finds a sensitive word whose action is to refuse. */
public enum RefusedDocument {
    /** It is taken in and not found until it is released; as {@code KnowledgeBase.release} does. */
    QUARANTINE,
    /** It is not taken in, and reported as a {@link SyncFailure}. */
    REJECT
}
