package io.llmops.core.budget;

import io.llmops.api.model.CallContext;

/**
 * A call that a budget has no room for.
 *
 * @param owner what the budget is set on, such as {@code scenario 'support'}
 * @param budget the budget
 * @param context on whose behalf the call is made
 * @param needed the most that the call can use, for people
 * @param taken what is spent and reserved, for people
 */
public record BudgetRequest(String owner, Budget budget, CallContext context, String needed, String taken) {}
