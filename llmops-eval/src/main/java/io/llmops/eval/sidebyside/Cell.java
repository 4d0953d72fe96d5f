package io.llmops.eval.sidebyside;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one model gave for one row.
 *
 * @param row the row's id
 * @param column model and parameters
 * @param repeat counted from 1
 * @param text the answer; empty if it failed
 * @param error a stable name of the failure, or null if there was an answer
 * @param call what the call took, as the ledger has it
 */
public record Cell(
        String row,
        Column column,
        int repeat,
        String text,
        @Nullable String error,
        CallFacts call) {

    /** The failure's name, if it failed. */
    public Optional<String> failure() {
        return Optional.ofNullable(error);
    }
}
