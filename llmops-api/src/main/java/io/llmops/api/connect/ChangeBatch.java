package io.llmops.api.connect;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Changes that a {@link ChangeConnector} hands over together.
 *
 * @param changes in the order in which they happened; empty if there were none within the time to wait
 * @param position where the source stands after them, in words of the connector; never blank
 * @param caughtUp whether the source had nothing further when it was asked
 */
public record ChangeBatch(List<DocumentChange> changes, String position, boolean caughtUp) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if {@code position} is blank
     */
    public ChangeBatch {
        changes = List.copyOf(changes);
        if (requireNonNull(position, "position").isBlank()) {
            throw new IllegalArgumentException("position must not be blank");
        }
    }
}
