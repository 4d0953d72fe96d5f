package io.llmops.eval.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.LlmOps;
import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.Variation;
import io.llmops.api.exception.DatasetException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Money;
import io.llmops.api.model.SeededParameters;
import io.llmops.api.model.TokenClass;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.spi.ModelSpec;
import io.llmops.core.budget.Budget;
import io.llmops.core.text.DisplayWidth;
import io.llmops.test.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final Variation DINNER =
            Dataset.vary("dish", List.of("饺子", "soup")).vary("guest", List.of("李雷", "Ann"));

    private static final String MINI = "fake/gpt-4o-mini";
    private static final String OTHER = "fake/gpt-4o";

    /** Says who was asked what. */
    private static ScriptedReply echo(ModelSpec spec, ChatRequest r) {
        return ScriptedReply.text(spec.ref().name() + ": " + FakeModels.question(r))
                .usage(100, 20)
                .finishReason(FinishReason.STOP);
    }

    private static LlmOps withPrompt(LlmOps ops) {
        ops.prompts()
                .publish(PromptDraft.builder("dinner")
                        .system("You are a cook.")
                        .user("Cook {{dish}} for {{guest}}")
                        .build());
        return ops;
    }

    private static SideBySide.Builder plan(LlmOps ops) {
        return SideBySide.builder(withPrompt(ops))
                .prompt("dinner@1")
                .models(MINI, OTHER)
                .rows(DINNER);
    }

    @Test
    void should_put_every_model_beside_the_others_for_every_row_in_order() {
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo).ops().build()) {
            SideBySideTable table = plan(ops).concurrency(8).build().run();

            assertThat(table.cells())
                    .extracting(Cell::text)
                    .containsExactly(
                            "gpt-4o-mini: Cook 饺子 for 李雷",
                            "gpt-4o: Cook 饺子 for 李雷",
                            "gpt-4o-mini: Cook 饺子 for Ann",
                            "gpt-4o: Cook 饺子 for Ann",
                            "gpt-4o-mini: Cook soup for 李雷",
                            "gpt-4o: Cook soup for 李雷",
                            "gpt-4o-mini: Cook soup for Ann",
                            "gpt-4o: Cook soup for Ann");
            Cell first = table.cells(table.rows().get(0).id(), table.columns().get(0))
                    .get(0);
            assertThat(first.call().usage().tokens(TokenClass.FRESH_INPUT)).isEqualTo(100);
            assertThat(first.call().usage().tokens(TokenClass.OUTPUT)).isEqualTo(20);
            assertThat(first.call().finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void should_book_every_call_under_the_prompt_version_and_the_callers_context_with_its_cost() {
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo).ops().build()) {
            SideBySide plan = plan(ops).scenario("kitchen").build();
            SideBySideTable table = ops.with(CallContext.tenant("acme")).call(() -> plan.run());

            List<CallRecord> records = ops.records(LedgerQuery.all());
            assertThat(records).hasSize(8).allSatisfy(record -> {
                assertThat(record.scenario()).isEqualTo("kitchen");
                assertThat(record.promptVersion()).contains("dinner@1");
            });
            assertThat(records.stream().map(CallRecord::id))
                    .containsExactlyInAnyOrderElementsOf(
                            table.cells().stream().map(c -> c.call().id()).toList());
            // 100 tokens in at 0.15, 20 out at 0.60 US dollars a million, four times.
            assertThat(table.summary(table.columns().get(0)).cost()).contains(Money.usd("0.000108"));
        }
    }

    @Test
    void should_run_in_the_callers_context() {
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo).ops().build()) {
            SideBySide.Builder builder = plan(ops);
            ops.with(CallContext.tenant("acme")).run(() -> builder.build().run());

            assertThat(ops.records(LedgerQuery.all()))
                    .allSatisfy(r -> assertThat(r.context().tenant()).contains("acme"));
        }
    }

    @Test
    void should_keep_a_failure_in_its_cell_and_go_on() {
        FakeModels models =
                FakeModels.hosted((spec, request) -> spec.ref().name().equals("gpt-4o")
                        ? ScriptedReply.error(new AuthenticationException("key sk-1234 is wrong"))
                        : echo(spec, request));
        try (LlmOps ops = models.ops().build()) {
            SideBySideTable table = plan(ops).build().run();

            assertThat(table.failed()).isEqualTo(4);
            ColumnSummary broken = table.summary(table.columns().get(1));
            assertThat(broken.failed()).isEqualTo(4);
            assertThat(table.summary(table.columns().get(0)).failed()).isZero();
            assertThat(table.cells().get(1).failure()).contains("AuthenticationException");
            assertThat(table.toString()).contains("AuthenticationException").doesNotContain("sk-1234");
        }
    }

    @Test
    void should_refuse_the_calls_that_a_budget_has_no_room_for_and_keep_the_others() {
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo)
                .ops()
                .budget(Budget.total(Money.usd("0.001")))
                .build()) {
            SideBySideTable table =
                    plan(ops).models(MINI).concurrency(1).repeat(10).build().run();

            assertThat(table.cells().stream().flatMap(c -> c.failure().stream()).distinct())
                    .containsExactly("budget-exceeded");
            assertThat(table.failed()).isBetween(1, 39);
        }
    }

    @Test
    void should_call_as_many_at_once_as_asked_and_no_more() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier four = new CyclicBarrier(4);
        FakeModels models = FakeModels.hosted((spec, request) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                four.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            now.decrementAndGet();
            return echo(spec, request);
        });
        try (LlmOps ops = models.ops().build()) {
            assertThat(plan(ops).concurrency(4).build().run().failed()).isZero();
        }
        assertThat(most).hasValue(4);
    }

    @Test
    void should_sweep_parameters_as_columns_and_send_each_its_own() {
        FakeModels models = FakeModels.hosted(SideBySideTest::echo);
        try (LlmOps ops = models.ops().build()) {
            SideBySideTable table = plan(ops)
                    .models(MINI)
                    .sampling(Sampling.sweep(List.of(0.0, 0.7), List.of(0.9), List.of(1, 2)))
                    .maxOutputTokens(50)
                    .build()
                    .run();

            assertThat(table.columns())
                    .extracting(Column::toString)
                    .containsExactly(
                            MINI + " temperature=0.0 top-p=0.9 seed=1",
                            MINI + " temperature=0.0 top-p=0.9 seed=2",
                            MINI + " temperature=0.7 top-p=0.9 seed=1",
                            MINI + " temperature=0.7 top-p=0.9 seed=2");
            assertThat(models.requests()).hasSize(16).allSatisfy(r -> {
                assertThat(r.parameters().topP()).isEqualTo(0.9);
                assertThat(r.parameters().maxOutputTokens()).isEqualTo(50);
            });
            assertThat(models.requests().stream().filter(r -> r.parameters().temperature() == 0.7))
                    .hasSize(8);
            assertThat(models.requests())
                    .extracting(r -> SeededParameters.seed(r.parameters()).orElse(-1))
                    .containsOnly(1, 2);
        }
    }

    @Test
    void should_keep_the_parameters_of_the_prompt_version_where_a_column_sets_none() {
        FakeModels models = FakeModels.hosted(SideBySideTest::echo);
        try (LlmOps ops = models.ops().build()) {
            ops.prompts()
                    .publish(PromptDraft.builder("short")
                            .user("Say hi")
                            .parameters(p -> p.temperature(0.3)
                                    .topK(5)
                                    .maxOutputTokens(77)
                                    .seed(4))
                            .build());
            SideBySide.builder(ops)
                    .prompt("short")
                    .models(MINI)
                    .sampling(List.of(
                            Sampling.DEFAULT, Sampling.DEFAULT.temperature(0.9).seed(5)))
                    .concurrency(1)
                    .build()
                    .run();

            assertThat(models.requests())
                    .extracting(
                            r -> r.parameters().temperature(),
                            r -> r.parameters().topK(),
                            r -> r.parameters().maxOutputTokens(),
                            r -> SeededParameters.seed(r.parameters()).orElse(-1))
                    .containsExactly(tuple(0.3, 5, 77, 4), tuple(0.9, 5, 77, 5));
        }
    }

    @Test
    void should_say_how_much_repeats_agree_by_the_share_of_the_most_common_answer() {
        AtomicInteger calls = new AtomicInteger();
        List<String> answers = List.of("Yes.", "yes", "no", "ＹＥＳ！");
        FakeModels models =
                FakeModels.hosted((spec, request) -> spec.ref().name().equals("gpt-4o")
                        ? ScriptedReply.text("same")
                        : ScriptedReply.text(answers.get(calls.getAndIncrement() % 4)));
        try (LlmOps ops = models.ops().build()) {
            SideBySideTable table = plan(ops)
                    .rows(DINNER.limit(1))
                    .repeat(4)
                    .concurrency(1)
                    .build()
                    .run();

            String row = table.rows().get(0).id();
            assertThat(table.agreement(row, table.columns().get(0))).hasValue(0.75);
            assertThat(table.agreement(row, table.columns().get(1))).hasValue(1.0);
            assertThat(table.summary(table.columns().get(0)).agreement()).hasValue(0.75);
            assertThat(table.summary()).contains("agreement").contains("0.75").contains("1.00");
        }
    }

    @Test
    void should_count_a_failed_repeat_as_agreeing_with_no_other() {
        AtomicInteger calls = new AtomicInteger();
        FakeModels models = FakeModels.hosted((spec, request) -> calls.getAndIncrement() == 0
                ? ScriptedReply.error(new AuthenticationException("no"))
                : ScriptedReply.text("same"));
        try (LlmOps ops = models.ops().build()) {
            SideBySideTable table = plan(ops)
                    .models(MINI)
                    .rows(DINNER.limit(1))
                    .repeat(3)
                    .concurrency(1)
                    .build()
                    .run();

            assertThat(table.summary(table.columns().get(0)).agreement().orElseThrow())
                    .isCloseTo(2 / 3.0, within(1e-9));
        }
    }

    @Test
    void should_have_no_agreement_of_one_answer() {
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo).ops().build()) {
            SideBySideTable table = plan(ops).build().run();

            assertThat(table.summary(table.columns().get(0)).agreement()).isEmpty();
            assertThat(table.summary()).doesNotContain("agreement");
        }
    }

    @Test
    void should_say_what_it_can_cost_before_anything_is_called_and_never_less_than_it_costs() {
        FakeModels models =
                FakeModels.hosted((spec, request) -> ScriptedReply.text("x").usage(30, 64));
        try (LlmOps ops = models.ops().build()) {
            SideBySide plan = plan(ops).maxOutputTokens(64).build();
            Estimate estimate = plan.estimate();

            assertThat(models.requests()).isEmpty();
            assertThat(estimate.calls()).isEqualTo(8);
            assertThat(estimate.prices()).isEqualTo(ops.prices().date());
            assertThat(estimate.toString())
                    .contains("At most " + estimate.total().orElseThrow().display())
                    .contains(ops.prices().date().toString());
            Money paid = plan.run().columns().stream()
                    .map(c -> plan.run().summary(c).cost().orElseThrow())
                    .reduce(Money::plus)
                    .orElseThrow();
            assertThat(estimate.total().orElseThrow()).isGreaterThan(paid);
        }
    }

    @Test
    void should_say_which_model_has_no_price_and_that_a_local_one_is_free() {
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo).ops().build()) {
            Estimate estimate =
                    plan(ops).models(MINI, "fake/house-made").build().estimate();

            assertThat(estimate.total()).isEmpty();
            assertThat(estimate.unpriced()).extracting(c -> c.model().name()).containsExactly("house-made");
            assertThat(estimate.toString()).contains("no price for fake/house-made");
        }
        try (LlmOps ops = FakeModels.local(SideBySideTest::echo).ops().build()) {
            Estimate estimate = plan(ops).build().estimate();

            assertThat(estimate.isFree()).isTrue();
            assertThat(estimate.toString()).contains("free, local").contains("costs nothing");
        }
    }

    @Test
    void should_name_the_row_and_the_variable_that_it_lacks_before_anything_is_called() {
        FakeModels models = FakeModels.hosted(SideBySideTest::echo);
        try (LlmOps ops = models.ops().build()) {
            SideBySide.Builder lacking = plan(ops).rows(Dataset.vary("dish", List.of("soup")));

            assertThatThrownBy(lacking::build)
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("guest")
                    .hasMessageContaining("row '");
            assertThat(lacking.variables(Map.of("guest", "Ann")).build().cells())
                    .isEqualTo(2);
            assertThat(models.requests()).isEmpty();
        }
    }

    @Test
    void should_refuse_what_cannot_be_run() {
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo).ops().build()) {
            SideBySide.Builder plan = plan(ops);
            assertThatThrownBy(() -> plan.variables(Map.of("dish", "rice")).build())
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("'dish'")
                    .hasMessageContaining("give it once");
            assertThatThrownBy(() -> plan(ops).prompt("dinner@9").build()).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> plan(ops).models("nobody/x").build()).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> plan(ops).repeat(20_000).build())
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("160000 cells");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plan(ops).concurrency(0))
                    .withMessageContaining("but is 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Sampling.DEFAULT.temperature(2.1))
                    .withMessageContaining("but is 2.1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Sampling.DEFAULT.topP(Double.NaN))
                    .withMessageContaining("NaN");
        }
    }

    @Test
    void should_tell_how_far_it_is_how_fast_and_how_long_it_will_take() {
        List<RunProgress> told = new ArrayList<>();
        try (LlmOps ops = FakeModels.hosted(SideBySideTest::echo).ops().build()) {
            plan(ops).onProgress(told::add).build().run();
        }
        assertThat(told).extracting(RunProgress::done).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);

        RunProgress half = new RunProgress(60, 200, 1, 20, Duration.ofSeconds(20));
        assertThat(half.rate()).isEqualTo(2.0);
        assertThat(half.left()).contains(Duration.ofSeconds(70));
        assertThat(half).hasToString("60/200, 1 failed, 2.0/s, 1:10 left");
        assertThat(new RunProgress(0, 5, 0, 0, Duration.ZERO)).hasToString("0/5");
    }

    @Test
    void should_show_unknown_usage_and_cost_as_unknown_and_not_as_nothing() {
        FakeModels models =
                FakeModels.hosted((spec, request) -> ScriptedReply.text("x").usage((TokenUsage) null));
        try (LlmOps ops = models.ops().build()) {
            SideBySideTable table = plan(ops).models(MINI).build().run();

            assertThat(table.summary(table.columns().get(0)).cost()).isEmpty();
            assertThat(table.toString().lines().skip(2))
                    .allSatisfy(line -> assertThat(line).contains("?"));
        }
    }

    @Test
    void should_print_a_table_that_is_aligned_with_chinese_text_and_lets_no_control_character_through() {
        FakeModels models = FakeModels.hosted(
                (spec, request) -> ScriptedReply.text("把饺子煮熟，\n然后\u001B[31m端上来。\u0007\u202E" + "很长的回答".repeat(30)));
        try (LlmOps ops = models.ops().build()) {
            String text = plan(ops).build().run().toString();

            assertThat(text).contains("饺子, 李雷").contains("把饺子煮熟， 然后").contains("…");
            assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n'))
                    .isEmpty();
            assertThat(text).doesNotContain("\u202E");
            assertThat(text.lines().map(DisplayWidth::of).distinct()).hasSize(1);
            assertThat(text.lines()).hasSize(2 + 8);
        }
    }

    @Test
    void should_give_a_cell_the_same_key_in_every_jvm() {
        Example row = Example.of(Map.of("dish", "饺子"), null, "");
        Column column = new Column(ModelRef.parse(MINI), Sampling.DEFAULT.temperature(0.7));

        assertThat(CellKey.of("h", column, 100, row, 1)).isEqualTo("f254108abf5daae84625230858e21c3c");
    }
}
