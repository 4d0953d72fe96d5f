package io.llmops.eval.sidebyside;

import static java.util.Objects.requireNonNull;

import io.llmops.LlmOps;
import io.llmops.api.model.Money;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.core.gateway.RequestBound;
import io.llmops.core.price.PriceBook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up the most that the calls of one column can cost. Not thread-safe. */
final class CostBound {

    private final Column column;
    private final Plan plan;
    private final PriceBook prices;
    private final boolean local;
    private long calls;
    private long input;
    private @Nullable Money money;
    private boolean unpriced;

    private CostBound(Column column, Plan plan, LlmOps ops) {
        this.column = column;
        this.plan = plan;
        this.prices = ops.prices();
        this.local = ops.providers()
                .get(ChatModelProvider.class, column.model().provider())
                .local();
    }

    /** The estimate of a plan, but for cells that are there. */
    static Estimate of(LlmOps ops, Plan plan, Set<String> there) {
        Map<Column, CostBound> bounds = new LinkedHashMap<>();
        plan.columns().forEach(column -> bounds.put(column, new CostBound(column, plan, ops)));
        plan.byKey().forEach((key, cell) -> {
            if (!there.contains(key)) {
                requireNonNull(bounds.get(cell.column())).add(cell);
            }
        });
        return new Estimate(
                bounds.values().stream().map(CostBound::line).toList(),
                ops.prices().date());
    }

    private void add(PlannedCell cell) {
        String model = column.model().toString();
        long tokens = RequestBound.inputTokens(plan.request(cell), model);
        calls++;
        input += tokens;
        Money most = prices.upperBound(model, tokens, plan.maxOutputTokens()).orElse(null);
        if (most == null) {
            unpriced = true;
        } else {
            money = money == null ? most : money.plus(most);
        }
    }

    private Estimate.Line line() {
        return new Estimate.Line(
                column, calls, input, calls * plan.maxOutputTokens(), local, local || unpriced ? null : money);
    }
}
