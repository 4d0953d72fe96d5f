package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetDecision;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.budget.BudgetWindow;
import io.llmops.api.exception.StoreException;
import io.llmops.test.BudgetStoreContract;
import io.llmops.test.FakeClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcBudgetStoreTest extends BudgetStoreContract {

    private static final BudgetWindow ALL_TIME = new BudgetWindow("total", Instant.MAX);
    private static final Duration LEASE = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final FakeClock clock = FakeClock.create();

    @Override
    protected BudgetStore open() {
        return new JdbcBudgetStoreProvider().budgetStore(url());
    }

    @Override
    protected int raceCalls() {
        return 200;
    }

    @Test
    void should_go_on_with_the_counts_after_a_restart_and_give_back_what_was_reserved() {
        try (BudgetStore before = open()) {
            settle(before.reserve(List.of(claim("客服", 3))), 2);
            before.reserve(List.of(claim("客服", 5)));
        }
        try (BudgetStore after = open()) {
            assertCount(after.count("客服", ALL_TIME), 2, 0);
        }
    }

    @Test
    void should_give_back_what_a_store_has_reserved_that_no_longer_says_that_it_lives() {
        try (BudgetStore gone = store();
                BudgetStore other = store()) {
            BudgetDecision held = gone.reserve(List.of(claim("a", 10)));
            assertThat(other.reserve(List.of(claim("a", 1)))).isInstanceOf(BudgetDecision.NoRoom.class);

            clock.advance(LEASE.plusSeconds(1));

            assertThat(other.reserve(List.of(claim("a", 4)))).isInstanceOf(BudgetDecision.Reserved.class);
            // It was only asleep: what it used after all is counted, and nothing is given back twice.
            settle(held, 3);
            assertCount(other.count("a", ALL_TIME), 3, 4);
        }
    }

    @Test
    void should_live_on_by_making_calls() {
        try (BudgetStore one = store();
                BudgetStore other = store()) {
            one.reserve(List.of(claim("a", 9)));
            for (int i = 0; i < 4; i++) {
                clock.advance(LEASE.dividedBy(2));
                settle(one.reserve(List.of(claim("b", 1))), 0);
            }
            assertThat(other.reserve(List.of(claim("a", 2)))).isInstanceOf(BudgetDecision.NoRoom.class);
        }
    }

    @Test
    void should_write_later_what_was_used_while_the_database_failed() throws SQLException {
        try (BudgetStore store = store()) {
            BudgetDecision held = store.reserve(List.of(claim("a", 10)));
            execute("ALTER TABLE budget_count RENAME TO away");
            assertThatThrownBy(() -> settle(held, 7)).isInstanceOf(StoreException.class);
            execute("ALTER TABLE away RENAME TO budget_count");
        }
        try (BudgetStore after = store()) {
            assertCount(after.count("a", ALL_TIME), 7, 0);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private BudgetStore store() {
        return new JdbcBudgetStore(url(), clock, LEASE);
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("预算.db");
    }

    private static void settle(BudgetDecision decision, long used) {
        ((BudgetDecision.Reserved) decision).hold().settle(List.of(BigDecimal.valueOf(used)));
    }

    private static BudgetClaim claim(String counter, long amount) {
        return new BudgetClaim(counter, ALL_TIME, BigDecimal.valueOf(amount), BigDecimal.TEN);
    }

    private static void assertCount(BudgetCount count, long spent, long reserved) {
        assertThat(count.spent()).isEqualByComparingTo(BigDecimal.valueOf(spent));
        assertThat(count.reserved()).isEqualByComparingTo(BigDecimal.valueOf(reserved));
    }
}
