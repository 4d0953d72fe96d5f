package io.llmops.api.agent;

/**
 * One thing that an agent did, in order.
 *
 * @param number counted from 1
 * @param kind what kind of step
 * @param tool the tool called, or empty for {@link Kind#PLAN} and {@link Kind#ANSWER}
 * @param text the plan, the tool's arguments and result, or the answer; untrusted
 */
public record AgentStep(int number, Kind kind, String tool, String text) {

    /** What kind of step it was. */
    public enum Kind {
        /** The agent said what it will do. */
        PLAN,
        /** A tool ran. */
        TOOL,
        /** A tool call was denied, had bad arguments or failed. */
        TOOL_FAILED,
        /** The agent answered. */
        ANSWER
    }
}
