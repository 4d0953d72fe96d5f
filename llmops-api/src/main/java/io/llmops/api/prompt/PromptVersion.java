package io.llmops.api.prompt;

import java.time.Instant;

/**
 * One immutable version of a prompt.
 *
 * @param draft the text and its author
 * @param number counted from 1, without gaps
 * @param hash {@link PromptDraft#hash()} of the draft
 * @param createdAt when it was published
 * @param parent number of the version that was the newest when it was published; 0 for the first
 */
public record PromptVersion(PromptDraft draft, int number, String hash, Instant createdAt, int parent) {

    /** The prompt's name. */
    public String name() {
        return draft.name();
    }

    /** {@code name@number}, as the ledger keeps it. */
    public String id() {
        return draft.name() + "@" + number;
    }
}
