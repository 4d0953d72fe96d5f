package io.llmops.core.budget;

import static java.util.Objects.requireNonNull;

/** What follows when a budget has no room for a call; set by {@link Budget}'s methods of the same name. */
public sealed interface BudgetAction {

    /** The call is refused: {@link io.llmops.api.exception.BudgetExceededException}. */
    record Refuse() implements BudgetAction {}

    /**
     * The call goes to a cheaper model, within the same limit; refused where even that has no room.
     *
     * @param model the cheaper model by reference
     * @param from the share of the limit from which on it is used
     */
    record Degrade(String model, double from) implements BudgetAction {

        /**
         * Checks the share.
         *
         * @throws IllegalArgumentException if {@code from} is not above 0 and at most 1
         */
        public Degrade {
            requireNonNull(model, "model");
            if (!(from > 0 && from <= 1)) {
                throw new IllegalArgumentException("from must be above 0 and at most 1, but is " + from);
            }
        }
    }

    /**
     * The application decides.
     *
     * @param approval asked for each call that has no room
     */
    record Ask(BudgetApproval approval) implements BudgetAction {

        /** Checks that it is there. */
        public Ask {
            requireNonNull(approval, "approval");
        }
    }

    /** The listener is told, and the call goes on. */
    record Alert() implements BudgetAction {}
}
