package io.llmops;

import io.llmops.api.model.CallContext;
import io.llmops.core.context.CallScope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does work on behalf of someone. Immutable and thread-safe. */
public final class ContextCalls {

    private final CallContext context;

    ContextCalls(CallContext context) {
        this.context = context;
    }

    /** Does the work on the current thread; model calls inside are booked under the context. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        try {
            return CallScope.current().with(context).call(work::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a supplier threw a checked exception", e);
        }
    }

    /** Does the work on the current thread; model calls inside are booked under the context. */
    public void run(Runnable work) {
        CallScope.current().with(context).run(work);
    }
}
