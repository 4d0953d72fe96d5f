package io.llmops.core.budget;

import static java.util.Objects.requireNonNull;

import io.llmops.api.budget.BudgetCount;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One count in one window. Lock-free. */
final class Counter {

    private final AtomicReference<BudgetCount> count = new AtomicReference<>(BudgetCount.NONE);

    BudgetCount get() {
        return requireNonNull(count.get());
    }

    /** The count with it, or null if it has no room. */
    @Nullable BudgetCount reserve(BigDecimal amount, @Nullable BigDecimal limit) {
        while (true) {
            BudgetCount before = get();
            BigDecimal reserved = before.reserved().add(amount);
            if (limit != null && before.spent().add(reserved).compareTo(limit) > 0) {
                return null;
            }
            BudgetCount after = new BudgetCount(before.spent(), reserved);
            if (count.compareAndSet(before, after)) {
                return after;
            }
            Thread.onSpinWait();
        }
    }

    void release(BigDecimal reserved) {
        settle(reserved, BigDecimal.ZERO);
    }

    BudgetCount settle(BigDecimal reserved, BigDecimal used) {
        return count.accumulateAndGet(
                new BudgetCount(used, reserved),
                (before, end) -> new BudgetCount(
                        before.spent().add(end.spent()), before.reserved().subtract(end.reserved())));
    }
}
