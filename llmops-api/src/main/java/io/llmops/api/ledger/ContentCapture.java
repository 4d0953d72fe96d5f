package io.llmops.api.ledger;

/** Whether the ledger keeps what was said. Chosen by scenario. */
public enum ContentCapture {
    /** Nothing of it: the default. */
    OFF,
    /** With personal data, secrets and sensitive words masked. */
    REDACTED,
    /** As it was. */
    FULL
}
