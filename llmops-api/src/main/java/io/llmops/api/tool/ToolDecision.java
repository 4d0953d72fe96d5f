package io.llmops.api.tool;

/** What a {@link ToolPolicy} decided. */
public sealed interface ToolDecision {

    /** The call may run. */
    record Allow() implements ToolDecision {}

    /**
     * The call must not run.
     *
     * @param reason for the model and the audit: what is missing, without secrets
     */
    record Deny(String reason) implements ToolDecision {}

    /** The call may run. */
    static ToolDecision allow() {
        return new Allow();
    }

    /** The call must not run. */
    static ToolDecision deny(String reason) {
        return new Deny(reason);
    }
}
