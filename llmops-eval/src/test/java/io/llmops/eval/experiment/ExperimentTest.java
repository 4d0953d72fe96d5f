package io.llmops.eval.experiment;

import static io.llmops.eval.experiment.NumberRows.numbers;
import static io.llmops.eval.experiment.NumberRows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.Metric;
import io.llmops.api.eval.Output;
import io.llmops.api.eval.Rating;
import io.llmops.api.eval.Score;
import io.llmops.api.exception.DatasetException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.exception.ToolException;
import io.llmops.eval.dataset.Datasets;
import io.llmops.eval.metric.TextMetrics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExperimentTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Subject ECHO = row -> Output.of(value(row));

    @Nested
    class Running {

        @Test
        void should_keep_the_order_of_rows_whatever_the_timing() throws InterruptedException {
            CountDownLatch lastDone = new CountDownLatch(1);
            Subject firstIsSlowest = row -> {
                if (value(row).equals("0")) {
                    lastDone.await(30, TimeUnit.SECONDS);
                } else if (value(row).equals("9")) {
                    lastDone.countDown();
                }
                return Output.of(value(row));
            };

            ExperimentResult result = Experiment.builder()
                    .dataset(numbers(10))
                    .subject("A", firstIsSlowest)
                    .concurrency(2)
                    .run();

            assertThat(result.rows())
                    .extracting(ExperimentRow::text)
                    .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        }

        @Test
        void should_wait_for_as_many_outputs_at_once_as_allowed_and_no_more() {
            CyclicBarrier four = new CyclicBarrier(4);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();

            ExperimentResult result = Experiment.builder()
                    .dataset(numbers(8))
                    .subject("A", row -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        four.await(30, TimeUnit.SECONDS);
                        running.decrementAndGet();
                        return Output.of("ok");
                    })
                    .concurrency(4)
                    .run();

            assertThat(result.of("A").failed()).isZero();
            assertThat(most).hasValue(4);
        }

        @Test
        void should_keep_what_a_subject_throws_as_a_failed_row_under_a_stable_name() {
            ExperimentResult result = Experiment.builder()
                    .dataset(numbers(4))
                    .metric(TextMetrics.contains())
                    .subject("A", row -> switch (value(row)) {
                        case "0" -> throw new ToolException("no such tool: secret");
                        case "1" -> throw new IllegalStateException("secret");
                        case "2" -> throw new java.io.IOException("secret");
                        default -> Output.of("3");
                    })
                    .run();

            assertThat(result.rows())
                    .extracting(row -> row.failure().orElse("-"))
                    .containsExactly("tool", "IllegalStateException", "IOException", "-");
            assertThat(result.of("A")).hasToString("A: 0.25 [0.05, 0.70] of 4 rows good; 0 unscored, 3 failed");
        }

        @Test
        void should_leave_a_row_unscored_when_a_metric_fails() {
            Metric broken = new Metric() {
                @Override
                public String name() {
                    return "broken";
                }

                @Override
                public Score score(Example example, Output output) {
                    throw new IllegalStateException("judge is down");
                }
            };

            ExperimentResult result = Experiment.builder()
                    .dataset(numbers(1))
                    .subject("A", ECHO)
                    .metric(broken)
                    .run();

            assertThat(result.rows().get(0).scores())
                    .containsEntry("broken", Score.unscored("the metric failed: IllegalStateException"));
            assertThat(result.of("A").unscored()).isEqualTo(1);
        }

        @Test
        void should_not_let_an_interrupt_left_by_one_row_reach_the_next() {
            ExperimentResult result = Experiment.builder()
                    .dataset(numbers(3))
                    .concurrency(1)
                    .subject("A", row -> {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new InterruptedException();
                        }
                        Thread.currentThread().interrupt();
                        return Output.of("ok");
                    })
                    .run();

            assertThat(result.rows())
                    .allSatisfy(row -> assertThat(row.failure()).isEmpty());
        }

        @Test
        void should_stop_and_say_so_when_interrupted() throws InterruptedException {
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            FakeExperimentStore store = new FakeExperimentStore();
            Thread runner = new Thread(() -> {
                try {
                    Experiment.builder()
                            .dataset(numbers(3))
                            .store(store)
                            .subject("A", row -> {
                                started.countDown();
                                new CountDownLatch(1).await();
                                return Output.of("never");
                            })
                            .run();
                } catch (CancellationException e) {
                    thrown.set(Thread.currentThread().isInterrupted() ? e : null);
                }
            });

            runner.start();
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            runner.interrupt();
            runner.join(30_000);

            assertThat(thrown.get()).hasMessageContaining("run it again with its id");
            assertThat(store.rows("any")).isEmpty();
        }

        @Test
        void should_tell_of_its_progress_in_order() {
            List<String> told = new ArrayList<>();

            Experiment.builder()
                    .dataset(numbers(2))
                    .subject("A", ECHO)
                    .subject("B", row -> {
                        throw new IllegalStateException();
                    })
                    .concurrency(1)
                    .onProgress(p -> told.add(p.toString()))
                    .run();

            assertThat(told).containsExactly("1/4", "2/4, 1 failed", "3/4, 1 failed", "4/4, 2 failed");
        }

        @Test
        void should_refuse_a_plan_that_cannot_be_run() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Experiment.builder().subject("A", ECHO).run())
                    .withMessageContaining("needs a dataset");
            assertThatIllegalStateException()
                    .isThrownBy(() -> Experiment.builder().dataset(numbers(1)).run())
                    .withMessageContaining("needs a subject");
            assertThatIllegalStateException()
                    .isThrownBy(() -> Experiment.builder()
                            .dataset(numbers(1))
                            .subject("A", ECHO)
                            .id("x")
                            .run())
                    .withMessageContaining("needs a store");
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> Experiment.builder()
                            .dataset(Datasets.of(List.of()))
                            .subject("A", ECHO)
                            .run())
                    .withMessageContaining("no rows");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Experiment.builder().subject("A", ECHO).subject("A", ECHO));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Experiment.builder().metric(TextMetrics.exact()).metric(TextMetrics.exact()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Experiment.builder().repeat(0))
                    .withMessageContaining("is 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Experiment.builder().concurrency(1000))
                    .withMessageContaining("is 1000");
        }
    }

    @Nested
    class Resuming {

        private final FakeExperimentStore store = new FakeExperimentStore();
        private final Map<String, Integer> calls = new ConcurrentHashMap<>();
        private final Subject counting = row -> {
            calls.merge(row.id(), 1, Integer::sum);
            return Output.of(value(row));
        };

        @Test
        void should_run_only_what_a_broken_run_still_lacks() {
            store.failAfter(4);
            assertThatThrownBy(() -> plan(counting).run()).isInstanceOf(StoreException.class);
            store.failAfter(Integer.MAX_VALUE);
            calls.clear();

            ExperimentResult result = plan(counting).run();

            assertThat(calls).hasSize(6);
            assertThat(result.rows()).hasSize(10);
            assertThat(result.of("A").shareOfGood()).isEqualTo(new Proportion(10, 10));
        }

        @Test
        void should_count_ratings_given_since_without_running_anything() {
            ExperimentResult before = plan(counting).run();
            String row = before.rows().get(3).example();
            store.rate("r1", new Rating(row, "A", 1, false, "读起来很怪", NOON));
            calls.clear();

            ExperimentResult after = plan(counting).run();

            assertThat(calls).isEmpty();
            assertThat(before.state(row, "A")).isEqualTo(RowState.GOOD);
            assertThat(after.state(row, "A")).isEqualTo(RowState.BAD);
        }

        @Test
        void should_try_failed_rows_again_only_when_asked() {
            Subject down = row -> {
                throw new IllegalStateException();
            };
            plan(down).run();

            assertThat(plan(counting).run().of("A").failed()).isEqualTo(10);
            assertThat(calls).isEmpty();
            assertThat(plan(counting).retryFailed(true).run().of("A").failed()).isZero();
        }

        @Test
        void should_keep_the_time_at_which_the_run_first_began() {
            plan(counting).run();

            ExperimentResult later = plan(counting)
                    .clock(Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC))
                    .run();

            assertThat(later.run().startedAt()).isEqualTo(NOON);
        }

        @Test
        void should_refuse_to_go_on_with_another_plan() {
            plan(counting).run();

            assertThatThrownBy(() -> plan(counting).dataset(numbers(9)).run())
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("run 'r1' had other rows");
            assertThatThrownBy(() -> plan(counting).subject("B", ECHO).run()).hasMessageContaining("subjects [A]");
            assertThatThrownBy(() -> plan(counting).repeat(2).run()).hasMessageContaining("1 repeats");
        }

        private Experiment.Builder plan(Subject subject) {
            return Experiment.builder()
                    .id("r1")
                    .store(store)
                    .dataset(numbers(10))
                    .subject("A", subject)
                    .metric(TextMetrics.exact())
                    .concurrency(1)
                    .clock(Clock.fixed(NOON, ZoneOffset.UTC));
        }
    }

    @Nested
    class Judging {

        @Test
        void should_call_a_row_good_when_most_of_its_repeats_are_and_a_tie_not_good() {
            assertThat(stateAfter("y", "y", "n")).isEqualTo(RowState.GOOD);
            assertThat(stateAfter("y", "n", "n")).isEqualTo(RowState.BAD);
            assertThat(stateAfter("y", "n")).isEqualTo(RowState.BAD);
            assertThat(stateAfter("y", "!")).isEqualTo(RowState.BAD);
            assertThat(stateAfter("!", "!")).isEqualTo(RowState.FAILED);
        }

        @Test
        void should_call_a_row_bad_when_any_metric_misses_though_another_has_no_score() {
            Dataset rows = Datasets.of(List.of(
                    new Example("refuse", Map.of("n", "?"), null, ""),
                    new Example("answer", Map.of("n", "7"), "7", "")));
            ExperimentResult result = Experiment.builder()
                    .dataset(rows)
                    .subject("A", ECHO)
                    .metric(TextMetrics.exact())
                    .metric(TextMetrics.answered())
                    .run();

            assertThat(result.state("answer", "A")).isEqualTo(RowState.GOOD);
            assertThat(result.state("refuse", "A")).isEqualTo(RowState.BAD);
        }

        @Test
        void should_leave_rows_without_metric_or_rating_out_of_the_share() {
            ExperimentResult result =
                    Experiment.builder().dataset(numbers(2)).subject("A", ECHO).run();

            assertThat(result.of("A").unscored()).isEqualTo(2);
            assertThat(result.of("A").shareOfGood()).hasToString("no rows");
        }

        @Test
        void should_count_rows_and_not_repeats() {
            ExperimentResult result = Experiment.builder()
                    .dataset(numbers(10))
                    .subject("A", ECHO)
                    .metric(TextMetrics.exact())
                    .repeat(5)
                    .run();

            assertThat(result.rows()).hasSize(50);
            assertThat(result.of("A").shareOfGood()).isEqualTo(new Proportion(10, 10));
        }

        @Test
        void should_call_a_row_stable_when_its_repeats_give_the_same_words() {
            Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
            List<List<String>> answers = List.of(List.of("是的。", "是的！"), List.of("是", "否"), List.of("yes", "!"));
            ExperimentResult result = Experiment.builder()
                    .dataset(numbers(3))
                    .repeat(2)
                    .subject(
                            "A",
                            row -> say(answers.get(Integer.parseInt(value(row)))
                                    .get(turns.computeIfAbsent(row.id(), r -> new AtomicInteger())
                                            .getAndIncrement())))
                    .run();

            assertThat(result.of("A").stability()).isEqualTo(new Proportion(1, 3));
        }

        private static RowState stateAfter(String... answers) {
            AtomicInteger turn = new AtomicInteger();
            Dataset one = Datasets.of(List.of(new Example("r", Map.of("n", "?"), "y", "")));
            return Experiment.builder()
                    .dataset(one)
                    .subject("A", row -> say(answers[turn.getAndIncrement()]))
                    .metric(TextMetrics.exact())
                    .repeat(answers.length)
                    .run()
                    .state("r", "A");
        }

        private static Output say(String answer) {
            if (answer.equals("!")) {
                throw new IllegalStateException();
            }
            return Output.of(answer);
        }
    }
}
