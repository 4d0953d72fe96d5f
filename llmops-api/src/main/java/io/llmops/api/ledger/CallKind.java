package io.llmops.api.ledger;

/** What kind of logical call a record stands for. */
public enum CallKind {
    /** A chat answered at once. */
    CHAT,
    /** A chat answered as a stream. */
    STREAM,
    /** Texts turned into vectors. */
    EMBEDDING,
    /** A document taken into a knowledge base, or kept out of it, in which sensitive words were found; under its name. */
    INGEST;

    /** Whether a model was asked something. */
    public boolean isChat() {
        return this == CHAT || this == STREAM;
    }
}
