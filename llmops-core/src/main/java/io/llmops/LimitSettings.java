package io.llmops;

import io.llmops.api.budget.BudgetStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.BudgetStoreProvider;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAlerts;
import io.llmops.core.budget.InMemoryBudgetStore;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.provider.ProviderRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a builder was told about budgets and rate limits. Not thread-safe. */
final class LimitSettings {

    final List<Budget> budgets = new ArrayList<>();
    final List<RateLimit> rates = new ArrayList<>();
    boolean shared;

    @Nullable BudgetStore store;

    BudgetAlerts alerts = BudgetAlerts.logged();

    /** Where budgets are counted. */
    BudgetStore open(ProviderRegistry providers, Optional<String> storeUrl, Clock clock, OwnedResources owned) {
        if (shared && store != null) {
            throw new ConfigurationException("give sharedBudgets() or budgets(...), not both");
        }
        if (store != null) {
            return store;
        }
        if (!shared) {
            return new InMemoryBudgetStore(clock);
        }
        String url = storeUrl.orElseThrow(() -> new ConfigurationException(
                "sharedBudgets: budgets are shared through a store: give LlmOps.builder().store(...) one"));
        BudgetStore opened = providers.all(BudgetStoreProvider.class).stream()
                .filter(p -> p.accepts(url))
                .findFirst()
                .orElseThrow(
                        () -> new ConfigurationException("sharedBudgets: nothing on the class path counts budgets in"
                                + " this store; add the artifact io.llmops:llmops-jdbc and the database's driver"))
                .budgetStore(url);
        owned.add(opened);
        return opened;
    }
}
