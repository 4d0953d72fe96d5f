package io.llmops.core.context;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.CallContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread works on: the context of the caller and, inside a scenario's call, its frame. It is taken when
 * a call starts and restored around every callback and executor hop, so that follow-up rounds on other threads are
 * booked under the same tenant. Immutable; the binding to a thread is undone when the work returns.
 */
public final class CallScope {

    private static final CallScope EMPTY = new CallScope(CallContext.empty(), null);
    private static final ThreadLocal<CallScope> CURRENT = ThreadLocal.withInitial(() -> EMPTY);

    private final CallContext context;
    private final @Nullable CallFrame frame;

    private CallScope(CallContext context, @Nullable CallFrame frame) {
        this.context = context;
        this.frame = frame;
    }

    /** The current thread's scope; empty outside of any. */
    public static CallScope current() {
        return CURRENT.get();
    }

    /** A copy with another context. */
    public CallScope with(CallContext context) {
        return new CallScope(requireNonNull(context, "context"), frame);
    }

    /** A copy inside that call of a scenario. */
    public CallScope in(CallFrame frame) {
        return new CallScope(context, requireNonNull(frame, "frame"));
    }

    /** On whose behalf. */
    public CallContext context() {
        return context;
    }

    /** The scenario's call that is going on, if one is. */
    public Optional<CallFrame> frame() {
        return Optional.ofNullable(frame);
    }

    /**
     * Does a piece of work within this scope, on the current thread.
     *
     * @throws Exception what the work throws
     */
    public <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
        CallScope before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            restore(before);
        }
    }

    /** Does a piece of work within this scope, on the current thread. */
    public void run(Runnable work) {
        CallScope before = CURRENT.get();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            restore(before);
        }
    }

    /** An executor whose tasks run within the scope of the thread that hands them over. */
    public static Executor propagating(Executor executor) {
        return task -> {
            CallScope scope = current();
            executor.execute(() -> scope.run(task));
        };
    }

    private static void restore(CallScope before) {
        if (before == EMPTY) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
