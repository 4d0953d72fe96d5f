package io.llmops.api.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Records that one writer lost on their way to a store: kept there, so that reports of all processes can say what they may
 * lack.
 *
 * @param id tells this loss from all others, also from those of other writers
 * @param minute the minute, UTC, in which the calls began
 * @param records how many
 */
public record LedgerLoss(String id, Instant minute, long records) {

    /**
     * A loss.
     *
     * @throws IllegalArgumentException if {@code id} is blank, {@code minute} is no whole minute, or {@code records} is less
     *     than 1
     */
    public LedgerLoss {
        if (requireNonNull(id, "id").isBlank()) {
            throw new IllegalArgumentException("id must not be blank");
        }
        if (!minute.equals(minute.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("minute must be a whole minute, but is " + minute);
        }
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1, but is " + records);
        }
    }
}
