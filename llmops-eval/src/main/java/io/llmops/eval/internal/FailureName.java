package io.llmops.eval.internal;

import io.llmops.api.exception.LlmOpsException;

/** The name under which a failure is kept: one that does not change with the message, which may quote the row. */
public final class FailureName {

    private FailureName() {}

    /** The stable code of an exception of ours, else the name of its class. */
    public static String of(Exception e) {
        if (e instanceof LlmOpsException own) {
            return own.code();
        }
        String simple = e.getClass().getSimpleName();
        return simple.isEmpty() ? e.getClass().getName() : simple;
    }
}
