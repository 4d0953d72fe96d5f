package io.llmops.core.ledger;

/** What a call does when the ledger cannot keep up. Neither mode ever fails a call. */
public enum LedgerMode {
    /** Waits at most 50 ms for a place in the queue, then drops its record and counts it: the default. */
    DURABLE,
    /** Never waits: without a free place its record is dropped and counted at once. */
    LOSSY
}
