package io.llmops.api.budget;

import java.util.List;

/** Whether claims were reserved. */
public sealed interface BudgetDecision {

    /**
     * All of them were.
     *
     * @param hold ends the reservation
     * @param counts how the counters stand with it, in the order of the claims
     */
    record Reserved(BudgetHold hold, List<BudgetCount> counts) implements BudgetDecision {

        /** Copies the list. */
        public Reserved {
            counts = List.copyOf(counts);
        }
    }

    /**
     * None was, since one has no room.
     *
     * @param claim index of the first claim that has no room
     * @param count how its counter stands without it
     */
    record NoRoom(int claim, BudgetCount count) implements BudgetDecision {}
}
