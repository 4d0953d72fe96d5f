package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.LlmOps;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.core.budget.Budget;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {

    private final LlmOps ops = LlmOps.builder().discovery(false).build();

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_leave_one_record_with_tokens_money_and_model_for_a_call() {
        ChatModel model = chat("s", ScriptedReply.text("hi").usage(1_000, 100).model("gpt-4o-mini"));

        assertThat(model.chat("question")).isEqualTo("hi");

        CallRecord record = only();
        assertThat(record.scenario()).isEqualTo("s");
        assertThat(record.usage()).isEqualTo(Usage.of(1_000, 100));
        assertThat(record.cost()).contains(Money.usd("0.00021"));
        assertThat(record.modelAnswered()).contains("gpt-4o-mini");
        assertThat(record.outcome()).isEqualTo(Outcome.OK);
        assertThat(record.attempts()).hasSize(1);
    }

    @Test
    void should_keep_unknown_usage_unknown_and_its_cost_unknown() {
        chat("s", ScriptedReply.text("hi").usage(null).model("gpt-4o-mini")).chat("question");

        assertThat(only().usage().isKnown()).isFalse();
        assertThat(only().cost()).isEmpty();
    }

    @Test
    void should_book_a_failure_by_its_name_and_throw_it_unchanged() {
        RateLimitException failure = new RateLimitException("slow down");
        ChatModel model = chat("s", ScriptedReply.error(failure));

        assertThatThrownBy(() -> model.chat("question")).isSameAs(failure);

        assertThat(only().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(only().error()).contains("RateLimitException");
    }

    @Test
    void should_refuse_before_the_model_is_called_what_a_budget_cannot_hold_and_book_the_refusal() {
        ScriptedChatModel scripted =
                ScriptedChatModel.answering(r -> ScriptedReply.text("hi").model("gpt-4o-mini"));
        ChatModel model =
                ops.scenario("s").budget(Budget.total(Money.usd("0.001"))).wrap(named(scripted, "gpt-4o-mini"));

        assertThatThrownBy(() -> model.chat("question"))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("scenario 's'");

        assertThat(scripted.calls()).isZero();
        assertThat(only().outcome()).isEqualTo(Outcome.REFUSED_BUDGET);
        assertThat(only().attempts()).isEmpty();
    }

    @Test
    void should_bound_the_output_of_a_budgeted_call_that_names_no_bound() {
        ScriptedChatModel scripted =
                ScriptedChatModel.answering(r -> ScriptedReply.text("hi").model("gpt-4o-mini"));
        ops.scenario("s")
                .budget(Budget.total(Money.usd("1")))
                .wrap(named(scripted, "gpt-4o-mini"))
                .chat("q");

        assertThat(scripted.requests().get(0).parameters().maxOutputTokens()).isEqualTo(AnswerLimit.DEFAULT_TOKENS);
    }

    @Test
    void should_bound_the_output_as_the_scenario_says_unless_the_request_does() {
        ScriptedChatModel scripted = ScriptedChatModel.answering(r -> ScriptedReply.text("hi"));
        ChatModel model = ops.scenario("s").maxOutputTokens(64).wrap((ChatModel) scripted);

        model.chat("q");
        model.chat(ChatRequest.builder()
                .messages(UserMessage.from("q"))
                .maxOutputTokens(7)
                .build());

        assertThat(scripted.requests())
                .extracting(r -> r.parameters().maxOutputTokens())
                .containsExactly(64, 7);
    }

    @Test
    void should_refuse_to_build_when_a_budget_meets_a_model_without_a_price() {
        ScriptedChatModel scripted = ScriptedChatModel.replying("hi");

        assertThatThrownBy(() ->
                        ops.scenario("s").budget(Budget.total(Money.usd("1"))).wrap((ChatModel) scripted))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("scenario 's'", "budget", "price");
    }

    @Test
    void should_mask_words_in_input_and_output_and_book_where_they_were() {
        ScriptedChatModel scripted = ScriptedChatModel.replying("Nightjar starts in May. 夜莺计划。");
        ChatModel model =
                ops.scenario("s").guard(words(SensitiveWords.Action.MASK)).wrap((ChatModel) scripted);

        String reply = model.chat("What is Nightjar?");

        assertThat(((UserMessage) scripted.requests().get(0).messages().get(0)).singleText())
                .isEqualTo("What is ********?");
        assertThat(reply).isEqualTo("******** starts in May. ****。");
        assertThat(only().wordMatches())
                .extracting(WordMatch::stage, WordMatch::word, WordMatch::position)
                .containsExactly(
                        tuple(WordMatch.Stage.INPUT, "Nightjar", 8),
                        tuple(WordMatch.Stage.OUTPUT, "Nightjar", 0),
                        tuple(WordMatch.Stage.OUTPUT, "夜莺计划", 24));
    }

    @Test
    void should_refuse_an_answer_with_a_word_but_book_what_it_cost() {
        ChatModel model = ops.scenario("s")
                .guard(words(SensitiveWords.Action.REFUSE))
                .wrap((ChatModel)
                        ScriptedChatModel.of(ScriptedReply.text("夜莺计划").usage(10, 5)));

        assertThatThrownBy(() -> model.chat("question"))
                .isInstanceOf(GuardrailException.class)
                .hasMessageContaining("project")
                .hasMessageNotContaining("夜莺计划");

        assertThat(only().outcome()).isEqualTo(Outcome.REFUSED_GUARD);
        assertThat(only().usage()).isEqualTo(Usage.of(10, 5));
        assertThat(only().wordMatches()).hasSize(1);
    }

    @Test
    void should_show_of_a_guarded_stream_nothing_that_could_have_to_be_taken_back() {
        ScriptedChatModel scripted = ScriptedChatModel.of(ScriptedReply.text("Night", "jar", " starts"));
        StreamingChatModel model =
                ops.scenario("s").guard(words(SensitiveWords.Action.MASK)).wrap((StreamingChatModel) scripted);
        Collected collected = new Collected();

        model.chat("question", collected);

        assertThat(collected.chunks).containsExactly("******** starts");
        assertThat(collected.completed).isEqualTo("******** starts");
        assertThat(only().timeToFirstToken()).isPresent();
    }

    @Test
    void should_forward_a_stream_chunk_by_chunk_and_end_it_once() {
        StreamingChatModel model = ops.scenario("s").wrap((StreamingChatModel)
                ScriptedChatModel.of(ScriptedReply.text("a", "b", "c").usage(3, 3)));
        Collected collected = new Collected();

        model.chat("question", collected);

        assertThat(collected.chunks).containsExactly("a", "b", "c");
        assertThat(collected.endings).isEqualTo(1);
        assertThat(only().usage()).isEqualTo(Usage.of(3, 3));
    }

    @Test
    void should_end_a_refused_stream_through_its_handler() {
        StreamingChatModel model = ops.scenario("s")
                .guard(words(SensitiveWords.Action.REFUSE))
                .wrap((StreamingChatModel) ScriptedChatModel.replying("unused"));
        Collected collected = new Collected();

        model.chat("夜莺计划?", collected);

        assertThat(collected.error).isInstanceOf(GuardrailException.class);
        assertThat(collected.endings).isEqualTo(1);
        assertThat(only().outcome()).isEqualTo(Outcome.REFUSED_GUARD);
    }

    private ChatModel chat(String scenario, ScriptedReply reply) {
        return ops.scenario(scenario).wrap((ChatModel) ScriptedChatModel.of(reply));
    }

    private CallRecord only() {
        List<CallRecord> records = ops.records(LedgerQuery.all());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static SensitiveWords words(SensitiveWords.Action action) {
        return SensitiveWords.builder()
                .word("Nightjar", "project")
                .word("夜莺计划", "project")
                .build()
                .action(action);
    }

    private static ChatModel named(ScriptedChatModel model, String name) {
        return new NamedModel(model, name);
    }

    private static final class Collected implements StreamingChatResponseHandler {
        private final List<String> chunks = new ArrayList<>();
        private @Nullable String completed;
        private @Nullable Throwable error;
        private int endings;

        @Override
        public void onPartialResponse(String chunk) {
            chunks.add(chunk);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            completed = response.aiMessage().text();
            endings++;
        }

        @Override
        public void onError(Throwable t) {
            error = t;
            endings++;
        }
    }
}
