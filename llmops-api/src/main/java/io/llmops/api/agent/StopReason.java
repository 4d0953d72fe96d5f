package io.llmops.api.agent;

/** Why an agent run ended. */
public enum StopReason {
    /** It reached its goal by its own account. */
    FINISHED,
    /** It found that it cannot answer, and says so. */
    NO_ANSWER,
    /** The limit of steps was reached. */
    STEP_LIMIT,
    /** The limit of tool calls was reached. */
    TOOL_LIMIT,
    /** The limit of tokens was reached. */
    TOKEN_LIMIT,
    /** The limit of money was reached. */
    MONEY_LIMIT,
    /** The limit of time was reached. */
    TIME_LIMIT,
    /** The caller cancelled it. */
    CANCELLED,
    /** It failed. */
    ERROR
}
