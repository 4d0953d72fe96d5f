package io.llmops.api.ledger;

/** What kind of logical call a record stands for. */
public enum CallKind {
    /** A chat answered at once. */
    CHAT,
    /** A chat answered as a stream. */
    STREAM,
    /** Texts turned into vectors. */
    EMBEDDING
}
