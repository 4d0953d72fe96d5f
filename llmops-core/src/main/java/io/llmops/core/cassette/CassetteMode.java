package io.llmops.core.cassette;

/** What a {@link Cassette} does with a call. */
public enum CassetteMode {
    /** Calls the model, and keeps the answer. What the file held before is replaced unless nothing was recorded. */
    RECORD,
    /** Never calls the model: answers from the file, and refuses what is not in it. */
    REPLAY,
    /** Answers from the file, and calls the model for what is not in it. */
    RECORD_MISSING
}
