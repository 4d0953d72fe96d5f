package io.llmops.core.budget;

import org.jspecify.annotations.Nullable;

/**
 * A budget that is nearly or wholly used; told once for each count, window and share.
 *
 * @param owner what the budget is set on, such as {@code scenario 'support'}
 * @param subject whose count it is, such as {@code tenant 'acme'}; null if all calls share one
 * @param budget the budget
 * @param share the share of the limit that was reached; 1 where a call went on without room
 * @param spent what is spent, for people
 */
public record BudgetAlert(String owner, @Nullable String subject, Budget budget, double share, String spent) {

    @Override
    public String toString() {
        return owner + (subject == null ? "" : ", " + subject) + ": " + spent + " spent, " + Math.round(share * 100)
                + " % of " + budget + " reached";
    }
}
