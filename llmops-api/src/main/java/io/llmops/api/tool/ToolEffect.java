package io.llmops.api.tool;

/** What running a tool can change: the ground on which a {@link ToolPolicy} decides. */
public enum ToolEffect {
    /** Reads only; running it twice changes nothing. */
    READ,
    /** Changes something inside the host application. */
    WRITE,
    /** Reaches out: sends, pays, calls another system. */
    EXTERNAL
}
