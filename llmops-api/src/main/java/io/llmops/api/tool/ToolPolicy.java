package io.llmops.api.tool;

import java.util.Set;

/** Decides whether a tool call may run. Implementations are thread-safe; an exception counts as a denial. */
@FunctionalInterface
public interface ToolPolicy {

    /** The decision for one call of a tool with that effect. */
    ToolDecision decide(ToolCall call, ToolEffect effect);

    /** Allows tools that only read, and denies all others. */
    static ToolPolicy readOnly() {
        return (call, effect) -> effect == ToolEffect.READ
                ? ToolDecision.allow()
                : ToolDecision.deny("tool '" + call.tool() + "' changes something (" + effect + ") and is not allowed");
    }

    /** Allows the named tools, and denies all others. */
    static ToolPolicy only(String... tools) {
        Set<String> names = Set.of(tools);
        return (call, effect) -> names.contains(call.tool())
                ? ToolDecision.allow()
                : ToolDecision.deny("tool '" + call.tool() + "' is not on the list of allowed tools");
    }
}
