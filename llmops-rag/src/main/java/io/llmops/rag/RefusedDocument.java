package io.llmops.rag;

/** What a sync does with a document in which it finds a sensitive word whose action is to refuse. */
public enum RefusedDocument {
    /** It is taken in and not found until it is released; see {@link KnowledgeBase#release}. */
    QUARANTINE,
    /** It is not taken in, and reported as a {@link SyncFailure}. */
    REJECT
}
