package io.llmops.core.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.budget.BudgetWindow;
import io.llmops.test.BudgetStoreContract;
import io.llmops.test.FakeClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryBudgetStoreTest extends BudgetStoreContract {

    @Override
    protected BudgetStore open() {
        return new InMemoryBudgetStore(FakeClock.create());
    }

    @Test
    void should_forget_windows_that_are_long_over() {
        FakeClock clock = FakeClock.create();
        InMemoryBudgetStore store = new InMemoryBudgetStore(clock);
        for (int minute = 0; minute < 20_000; minute++) {
            Instant end = clock.advance(Duration.ofMinutes(1));
            store.reserve(List.of(
                    new BudgetClaim("租户", new BudgetWindow(end.toString(), end), BigDecimal.ONE, BigDecimal.TEN)));
        }
        assertThat(store.size()).isLessThan(4_000);
    }
}
