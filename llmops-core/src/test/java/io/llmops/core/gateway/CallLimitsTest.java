package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.llmops.LlmOps;
import io.llmops.LlmOpsBuilder;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.RateLimitedException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAlert;
import io.llmops.core.budget.BudgetAlerts;
import io.llmops.core.budget.BudgetMeter;
import io.llmops.core.budget.InMemoryBudgetStore;
import io.llmops.core.budget.Subject;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.price.PriceBook;
import io.llmops.test.FakeClock;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Budgets and rate limits around real calls of the gateway. */
class CallLimitsTest {

    private static final Money ENOUGH = Money.usd("1");

    private final FakeClock clock = FakeClock.create();
    private final BudgetStore counts = new InMemoryBudgetStore(clock);
    private final ScriptedChatModel cheap =
            ScriptedChatModel.answering(r -> ScriptedReply.text("便宜").model("gpt-4o-mini"));
    private final List<BudgetAlert> alerts = new ArrayList<>();
    private final LlmOps ops = ops().build();

    private LlmOpsBuilder ops() {
        return LlmOps.builder()
                .discovery(false)
                .clock(clock)
                .budgets(counts)
                .onBudgetAlert(alerts::add)
                .provider(new OneModel(cheap));
    }

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_settle_what_a_call_really_used_and_cost() {
        ChatModel model = ops.scenario("s")
                .budget(Budget.perDay(ENOUGH))
                .budget(Budget.tokens(100_000).perDay())
                .wrap(dear(ScriptedReply.text("hi").usage(1_000, 100).model("gpt-4o")));
        model.chat("q");

        assertThat(spent(Budget.perDay(ENOUGH))).isEqualTo("0.0035+0");
        assertThat(spent(Budget.tokens(1).perDay())).isEqualTo("1100+0");
    }

    @Test
    void should_book_the_whole_bound_of_a_timeout_and_nothing_of_a_refused_request() {
        ChatModel timeout = ops.scenario("s")
                .budget(Budget.calls(9))
                .budget(Budget.tokens(1_000_000))
                .wrap(dear(ScriptedReply.error(new TimeoutException("slow"))));
        assertThatThrownBy(() -> timeout.chat("q")).isInstanceOf(TimeoutException.class);
        assertThat(spent(Budget.tokens(1))).isEqualTo((4_096 + 8 + 1) + "+0");

        ChatModel refused = ops.scenario("s")
                .budget(Budget.calls(9))
                .wrap(dear(ScriptedReply.error(new InvalidRequestException("bad"))));
        assertThatThrownBy(() -> refused.chat("q")).isInstanceOf(InvalidRequestException.class);
        assertThat(spent(Budget.calls(9))).isEqualTo("1+0");
    }

    @Test
    void should_reserve_again_for_a_retry_and_end_the_call_when_there_is_no_room() {
        ScriptedChatModel failing = ScriptedChatModel.of(
                ScriptedReply.error(new TimeoutException("1")), ScriptedReply.error(new TimeoutException("2")));
        ChatModel model = ops.scenario("s")
                .budget(Budget.calls(1))
                .gateway(g -> g.retry(r -> r.maxAttempts(2).backoff(Duration.ofMillis(1), 1)))
                .wrap((ChatModel) new NamedModel(failing, "gpt-4o"));

        assertThatThrownBy(() -> model.chat("q")).isInstanceOf(BudgetExceededException.class);

        assertThat(failing.calls()).isEqualTo(1);
        assertThat(spent(Budget.calls(1))).isEqualTo("1+0");
    }

    @Test
    void should_go_to_the_cheaper_model_when_there_is_no_room_and_say_so_in_the_record() {
        ScriptedChatModel dear = ScriptedChatModel.answering(r -> ScriptedReply.text("贵"));
        // Room for the bound of the cheaper model, 0.0025 dollars, and not for that of the dear one, 0.041.
        ChatModel model = ops.scenario("s")
                .budget(Budget.perDay(Money.usd("0.01")).degradeTo("cheap/gpt-4o-mini"))
                .wrap((ChatModel) new NamedModel(dear, "gpt-4o"));

        String answer = model.chat(ChatRequest.builder()
                        .messages(UserMessage.from("q"))
                        .modelName("gpt-4o")
                        .build())
                .aiMessage()
                .text();

        assertThat(answer).isEqualTo("便宜");
        assertThat(dear.calls()).isZero();
        assertThat(cheap.requests().get(0).modelName()).isEqualTo("gpt-4o-mini");
        CallRecord record = only();
        assertThat(record.degraded()).isTrue();
        assertThat(record.modelAsked()).contains("gpt-4o");
        assertThat(record.attempts()).singleElement().satisfies(a -> assertThat(a.model())
                .contains("cheap/gpt-4o-mini"));
        assertThat(record.cost()).contains(Money.usd("0.0000045"));
    }

    @Test
    void should_go_to_the_cheaper_model_of_a_budget_of_all_scenarios_too() {
        ScriptedChatModel dear = ScriptedChatModel.answering(r -> ScriptedReply.text("贵"));
        try (LlmOps all = ops().budget(Budget.perDay(Money.usd("0.01")).degradeTo("cheap/gpt-4o-mini"))
                .build()) {
            ChatModel model = all.scenario("s").wrap((ChatModel) new NamedModel(dear, "gpt-4o"));

            assertThat(model.chat("q")).isEqualTo("便宜");

            assertThat(dear.calls()).isZero();
            assertThat(all.records(LedgerQuery.all())).allMatch(CallRecord::degraded);
            assertThatThrownBy(() -> all.scenario("t").wrap((StreamingChatModel) ScriptedChatModel.replying("x")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("streaming");
        }
    }

    @Test
    void should_call_the_endpoint_that_a_budget_of_a_gateway_names_only_when_the_others_are_too_dear() {
        ScriptedChatModel dear =
                ScriptedChatModel.answering(r -> ScriptedReply.text("贵").model("gpt-4o"));
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("dear", new NamedModel(dear, "gpt-4o"))
                .endpoint("cheap", new NamedModel(cheap, "gpt-4o-mini"))
                .budget(Budget.perDay(Money.usd("0.05")).degradeTo("cheap", 0.9))
                .rateLimit(RateLimit.calls(3, Duration.ofHours(1)))
                .build()) {
            assertThat(gateway.chat("一")).isEqualTo("贵");
            try (ModelGateway low = ModelGateway.builder()
                    .endpoint("dear", new NamedModel(dear, "gpt-4o"))
                    .endpoint("cheap", new NamedModel(cheap, "gpt-4o-mini"))
                    .budget(Budget.perDay(Money.usd("0.05")).degradeTo("cheap", 0.5))
                    .build()) {
                assertThat(low.chat("二")).isEqualTo("便宜");
            }
            gateway.chat("三");
            gateway.chat("四");
            assertThatThrownBy(() -> gateway.chat("五")).isInstanceOf(RateLimitedException.class);
        }
        assertThat(dear.calls()).isEqualTo(3);
        assertThatThrownBy(() -> ModelGateway.builder()
                        .endpoint("dear", new NamedModel(dear, "gpt-4o"))
                        .budget(Budget.calls(1).degradeTo("nowhere"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'nowhere'");
    }

    @Test
    void should_refuse_to_build_when_the_cheaper_model_cannot_be_called_or_priced() {
        assertThatThrownBy(() -> ops.scenario("s")
                        .budget(Budget.perDay(ENOUGH).degradeTo("cheap/unheard-of"))
                        .wrap(dear()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cheap/unheard-of");
        assertThatThrownBy(() -> ops.scenario("s")
                        .budget(Budget.calls(1).degradeTo("cheap/gpt-4o-mini"))
                        .wrap((StreamingChatModel) ScriptedChatModel.replying("x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("streaming");
    }

    @Test
    void should_go_on_over_an_alert_and_tag_the_record() {
        ChatModel model = ops.scenario("s").budget(Budget.calls(1).alertOnly()).wrap(dear());
        model.chat("1");
        model.chat("2");

        assertThat(alerts).hasSize(1);
        assertThat(records())
                .extracting(r -> r.context().tags().get(Call.BUDGET_TAG))
                .containsExactlyInAnyOrder(null, "overdrawn");
    }

    @Test
    void should_keep_a_budget_in_yuan_over_prices_in_dollars_by_a_dated_rate() {
        Budget yuan = Budget.perDay(Money.cny("10"));
        assertThatThrownBy(() -> ops.scenario("s").budget(yuan).wrap(dear()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("USD", "CNY", "PriceBook.rate");

        PriceBook prices = PriceBook.bundled().rate("USD", "CNY", "7.1", LocalDate.of(2026, 11, 1));
        try (LlmOps rated = ops().prices(prices).build()) {
            rated.scenario("s")
                    .budget(yuan)
                    .wrap(dear(ScriptedReply.text("hi").usage(1_000, 0).model("gpt-4o")))
                    .chat("q");
        }
        assertThat(spent(yuan)).isEqualTo("0.01775+0");
    }

    @Test
    void should_count_every_tenant_for_itself_and_all_scenarios_together() {
        try (LlmOps limited = ops().budget(Budget.calls(2).per(Subject.TENANT))
                .budget(Budget.calls(3))
                .build()) {
            ChatModel a = limited.scenario("a").wrap(dear());
            ChatModel b = limited.scenario("b").wrap(dear());
            CallContext acme = CallContext.tenant("acme");
            limited.with(acme).call(() -> a.chat("1"));
            limited.with(acme).call(() -> b.chat("2"));
            assertThatThrownBy(() -> limited.with(acme).call(() -> a.chat("3")))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContainingAll("this application", "tenant 'acme'");
            b.chat("3");
            assertThatThrownBy(() -> b.chat("4")).isInstanceOf(BudgetExceededException.class);
        }
    }

    @Test
    void should_refuse_two_budgets_that_share_one_count_unless_they_are_named() {
        assertThatThrownBy(() -> ops.scenario("s")
                        .budget(Budget.calls(2))
                        .budget(Budget.calls(1))
                        .wrap(dear()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("named");
        ops.scenario("s")
                .budget(Budget.calls(2))
                .budget(Budget.calls(1).named("soft").alertOnly())
                .wrap(dear())
                .chat("q");
    }

    @Test
    void should_refuse_over_a_rate_limit_book_it_and_free_the_budget() {
        ChatModel model = ops.scenario("s")
                .budget(Budget.calls(9))
                .rateLimit(RateLimit.calls(1, Duration.ofHours(1)))
                .wrap(dear());
        model.chat("1");

        assertThatThrownBy(() -> model.chat("2")).isInstanceOf(RateLimitedException.class);

        assertThat(spent(Budget.calls(9))).isEqualTo("1+0");
        assertThat(records()).extracting(CallRecord::outcome).contains(Outcome.REFUSED_RATE);
    }

    @Test
    void should_give_back_the_tokens_of_a_rate_limit_that_a_call_did_not_use() {
        ChatModel model = ops.scenario("s")
                .rateLimit(RateLimit.tokens(5_000, Duration.ofHours(1)))
                .wrap(dear());
        for (int i = 0; i < 50; i++) {
            model.chat("q");
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        model.chat("q");
                    }
                })
                .isInstanceOf(RateLimitedException.class);
    }

    private String spent(Budget budget) {
        var count = new BudgetMeter("scenario 's'", budget, counts, clock, BudgetAlerts.logged())
                .count("s", CallContext.empty());
        return count.spent().stripTrailingZeros().toPlainString() + "+"
                + count.reserved().stripTrailingZeros().toPlainString();
    }

    private CallRecord only() {
        assertThat(records()).hasSize(1);
        return records().get(0);
    }

    private List<CallRecord> records() {
        ops.flush();
        return ops.records(LedgerQuery.all());
    }

    private static ChatModel dear(ScriptedReply... replies) {
        ScriptedChatModel model = replies.length == 0
                ? ScriptedChatModel.answering(r -> ScriptedReply.text("hi").model("gpt-4o"))
                : ScriptedChatModel.of(replies);
        return new NamedModel(model, "gpt-4o");
    }

    private record OneModel(ScriptedChatModel model) implements ChatModelProvider {
        @Override
        public String name() {
            return "cheap";
        }

        @Override
        public ChatModel chatModel(ModelSpec spec) {
            return new NamedModel(model, spec.ref().name());
        }
    }
}
