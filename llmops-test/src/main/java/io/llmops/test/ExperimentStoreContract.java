package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.eval.Rating;
import io.llmops.api.eval.Score;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of {@link ExperimentStore} as tests. Extend it in the test sources of an implementation; it is used as
 * {@link LedgerStoreContract} is.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(300)
public abstract class ExperimentStoreContract {

    private static final int THREADS = 8;
    private static final Instant START = Instant.parse("2026-03-01T08:00:00.123456789Z");

    private final List<ExperimentStore> opened = new ArrayList<>();
    private ExperimentStore store;

    /** For subclasses, one for each implementation. */
    protected ExperimentStoreContract() {}

    /**
     * Opens the store of the running test. The first call in a test opens an empty one; where the store is
     * {@link #durable()}, a later call opens what the earlier one kept and the contract has closed since. The contract
     * closes what it opened.
     */
    protected abstract ExperimentStore open();

    /** Whether runs, rows and ratings outlive the store that kept them; true by default. */
    protected boolean durable() {
        return true;
    }

    @BeforeEach
    final void openStore() {
        store = open();
        opened.add(store);
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(ExperimentStore::close);
    }

    @Test
    void should_have_nothing_at_first() {
        assertThat(store.runs()).isEmpty();
        assertThat(store.run("r1")).isEmpty();
        assertThat(store.rows("r1")).isEmpty();
        assertThat(store.ratings("r1")).isEmpty();
    }

    @Test
    void should_give_back_every_property_of_a_run() {
        ExperimentRun run = new ExperimentRun("r1", "晚餐 v3 / v4", "sha-1", List.of("乙@4", "甲@3"), 3, START);
        store.begin(run);
        assertThat(store.run("r1")).contains(run);
        assertThat(store.runs()).containsExactly(run);
    }

    @Test
    void should_leave_a_run_of_a_known_id_as_it_is() {
        store.begin(run("r1", 0));
        store.append("r1", List.of(row("e1", "a", 1, "text")));
        store.begin(new ExperimentRun("r1", "other", "other", List.of("other"), 9, START.plusSeconds(9)));
        assertThat(store.runs()).containsExactly(run("r1", 0));
        assertThat(store.rows("r1")).hasSize(1);
    }

    @Test
    void should_list_the_newest_run_first() {
        store.begin(run("middle", 10));
        store.begin(run("newest", 20));
        store.begin(run("oldest", 0));
        assertThat(store.runs()).extracting(ExperimentRun::id).containsExactly("newest", "middle", "oldest");
    }

    @Test
    void should_give_back_every_property_of_a_row() {
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("z-正确", Score.of(0.1 + 0.2));
        scores.put("a", Score.of(0));
        scores.put("m", Score.of(1));
        scores.put("judge", Score.unscored("评审没有回答"));
        ExperimentRow answered = new ExperimentRow("行 1", "甲@3", 2, "答案 \"'\\ \r\n\t 😀", scores, null);
        ExperimentRow failed = new ExperimentRow("行 2", "甲@3", 1, "", Map.of(), "timeout");
        store.begin(run("r1", 0));
        store.append("r1", List.of(answered, failed));
        assertThat(store.rows("r1")).containsExactly(answered, failed);
        assertThat(store.rows("r1").get(0).scores().keySet()).containsExactly("z-正确", "a", "m", "judge");
        assertThat(store.rows("r1").get(0).failure()).isEmpty();
    }

    @Test
    void should_keep_large_rows_whole() {
        ExperimentRow large = row("e1", "a", 1, "长文本 ".repeat(500_000));
        store.begin(run("r1", 0));
        store.append("r1", List.of(large));
        assertThat(store.rows("r1")).containsExactly(large);
    }

    @Test
    void should_keep_rows_in_the_order_in_which_they_were_first_kept() {
        store.begin(run("r1", 0));
        store.append("r1", List.of(row("z", "a", 1, "1"), row("b", "a", 1, "2")));
        store.append("r1", List.of(row("a", "b", 1, "3"), row("a", "a", 2, "4"), row("a", "a", 1, "5")));
        assertThat(store.rows("r1")).extracting(ExperimentRow::text).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void should_replace_a_row_of_the_same_example_subject_and_repeat_in_its_place() {
        store.begin(run("r1", 0));
        store.append("r1", List.of(row("e1", "a", 1, "old"), row("e1", "a", 2, "other"), row("e1", "b", 1, "other")));
        ExperimentRow replacement =
                new ExperimentRow("e1", "a", 1, "", Map.of("m", Score.unscored("no output")), "timeout");
        store.append("r1", List.of(replacement));
        assertThat(store.rows("r1"))
                .containsExactly(replacement, row("e1", "a", 2, "other"), row("e1", "b", 1, "other"));
    }

    @Test
    void should_keep_the_last_of_equal_rows_within_one_batch() {
        store.begin(run("r1", 0));
        store.append("r1", List.of(row("e1", "a", 1, "first"), row("e2", "a", 1, "x"), row("e1", "a", 1, "last")));
        assertThat(store.rows("r1")).extracting(ExperimentRow::text).containsExactly("last", "x");
    }

    @Test
    void should_keep_rows_and_ratings_of_runs_apart() {
        store.begin(run("r1", 0));
        store.begin(run("r2", 1));
        store.append("r1", List.of(row("e1", "a", 1, "one")));
        store.append("r2", List.of(row("e1", "a", 1, "two")));
        store.rate("r2", rating("e1", true, "r2"));
        assertThat(store.rows("r1")).extracting(ExperimentRow::text).containsExactly("one");
        assertThat(store.rows("r2")).extracting(ExperimentRow::text).containsExactly("two");
        assertThat(store.ratings("r1")).isEmpty();
        assertThat(store.ratings("r2")).containsExactly(rating("e1", true, "r2"));
    }

    @Test
    void should_refuse_rows_and_ratings_of_a_run_that_it_does_not_know() {
        store.begin(run("r1", 0));
        assertThatThrownBy(() -> store.append("没有", List.of(row("e1", "a", 1, "text"))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("没有");
        assertThatThrownBy(() -> store.append("没有", List.of())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> store.rate("没有", rating("e1", true, "")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("没有");
        assertThat(store.rows("没有")).isEmpty();
        assertThat(store.ratings("没有")).isEmpty();
        assertThat(store.runs()).hasSize(1);
    }

    @Test
    void should_keep_none_of_a_batch_that_fails() {
        store.begin(run("r1", 0));
        store.append("r1", List.of(row("e0", "a", 1, "before")));
        List<ExperimentRow> rows = new ArrayList<>();
        rows.add(row("e0", "a", 1, "changed"));
        IntStream.range(1, 700).forEach(i -> rows.add(row("e" + i, "a", 1, "half")));
        assertThatThrownBy(() -> store.append("r1", new FailingList<>(rows)))
                .hasStackTraceContaining(FailingList.MESSAGE);
        assertThat(store.rows("r1")).containsExactly(row("e0", "a", 1, "before"));
        store.append("r1", List.of(row("e1", "a", 1, "after")));
        assertThat(store.rows("r1")).hasSize(2);
    }

    @Test
    void should_replace_an_earlier_rating_in_its_place() {
        store.begin(run("r1", 0));
        store.rate("r1", rating("e1", false, "太短了"));
        store.rate("r1", rating("e2", true, ""));
        Rating changed = new Rating("e1", "a", 1, true, "现在好了", START.plusSeconds(5));
        store.rate("r1", changed);
        assertThat(store.ratings("r1")).containsExactly(changed, rating("e2", true, ""));
    }

    @Test
    void should_keep_all_that_many_threads_append_and_rate() {
        int rows = 50;
        store.begin(run("r1", 0));
        Together.call(THREADS, thread -> {
            for (int i = 0; i < rows; i++) {
                store.append("r1", List.of(row("e" + i, "s" + thread, 1, "text")));
                store.rate("r1", new Rating("e" + i, "s" + thread, 1, true, "", START));
            }
            return thread;
        });
        assertThat(store.rows("r1")).hasSize(THREADS * rows).doesNotHaveDuplicates();
        assertThat(store.ratings("r1")).hasSize(THREADS * rows).doesNotHaveDuplicates();
    }

    @Test
    void should_keep_one_run_and_one_row_when_many_threads_write_the_same() {
        Together.call(THREADS, thread -> {
            store.begin(run("r1", thread));
            store.append("r1", List.of(row("e1", "a", 1, "by " + thread)));
            return thread;
        });
        assertThat(store.runs()).hasSize(1);
        assertThat(store.rows("r1")).hasSize(1);
    }

    @Test
    void should_never_show_a_part_of_a_batch_to_a_reader() {
        int size = 40;
        AtomicInteger writers = new AtomicInteger(THREADS / 2);
        store.begin(run("r1", 0));
        Together.call(THREADS, thread -> {
            if (thread % 2 == 0) {
                for (int i = 0; i < 10; i++) {
                    String subject = thread + "/" + i;
                    IntFunction<ExperimentRow> row = e -> row("e" + e, subject, 1, "text");
                    store.append("r1", IntStream.range(0, size).mapToObj(row).toList());
                }
                return writers.decrementAndGet();
            }
            do {
                assertThat(store.rows("r1").size() % size).isZero();
            } while (writers.get() > 0);
            return 0;
        });
    }

    @Test
    void should_keep_everything_when_it_is_closed_and_opened_again() {
        assumeTrue(durable(), "the store says that it is not durable");
        store.begin(run("r1", 0));
        store.append("r1", List.of(row("e1", "a", 1, "中文")));
        store.rate("r1", rating("e1", false, "不好"));
        store.close();
        openStore();
        assertThat(store.runs()).containsExactly(run("r1", 0));
        assertThat(store.rows("r1")).containsExactly(row("e1", "a", 1, "中文"));
        assertThat(store.ratings("r1")).containsExactly(rating("e1", false, "不好"));
    }

    @Test
    void should_do_nothing_when_it_is_closed_twice() {
        store.close();
        store.close();
    }

    @Test
    void should_throw_a_store_exception_when_it_is_used_after_it_was_closed() {
        store.begin(run("r1", 0));
        store.close();
        assertThatThrownBy(() -> store.begin(run("r2", 0))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.run("r1")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.runs()).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.append("r1", List.of(row("e1", "a", 1, "text"))))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.rows("r1")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.rate("r1", rating("e1", true, ""))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.ratings("r1")).isInstanceOf(StoreException.class);
    }

    private static ExperimentRun run(String id, long seconds) {
        return new ExperimentRun(id, "dinner", "sha", List.of("a", "b"), 2, START.plusSeconds(seconds));
    }

    private static ExperimentRow row(String example, String subject, int repeat, String text) {
        return new ExperimentRow(example, subject, repeat, text, Map.of("m", Score.of(0.5)), null);
    }

    private static Rating rating(String example, boolean good, String comment) {
        return new Rating(example, "a", 1, good, comment, START);
    }
}
