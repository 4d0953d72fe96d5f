package io.llmops.jdbc;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetDecision;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.budget.BudgetWindow;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The process that {@link SharedBudgetTest} starts and kills: reserves and spends one call after the other, and prints each
 * that was spent, until the whole limit is spent. One that hoards reserves and does not spend.
 */
final class BudgetSpender {

    static final BudgetWindow DAY = new BudgetWindow("今天", Instant.parse("2100-01-01T00:00:00Z"));
    static final String COUNTER = "scenario '共享'";

    private BudgetSpender() {}

    public static void main(String[] args) {
        BigDecimal limit = new BigDecimal(args[1]);
        boolean hoards = args[2].equals("hoard");
        BudgetClaim one = new BudgetClaim(COUNTER, DAY, BigDecimal.ONE, limit);
        // Only the one that is killed is soon taken for gone; one that lives and has no turn for a while never is.
        Duration lease = hoards ? Duration.ofSeconds(2) : Duration.ofHours(1);
        try (BudgetStore store = new JdbcBudgetStore(args[0], Clock.systemUTC(), lease)) {
            print("ready");
            while (store.count(COUNTER, DAY).spent().compareTo(limit) < 0) {
                if (store.reserve(List.of(one)) instanceof BudgetDecision.Reserved reserved) {
                    if (!hoards) {
                        reserved.hold().settle(List.of(BigDecimal.ONE));
                    }
                    print(hoards ? "held" : "spent");
                }
            }
        }
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
