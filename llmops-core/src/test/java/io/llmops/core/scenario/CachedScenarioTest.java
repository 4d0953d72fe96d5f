package io.llmops.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.rag.content.Content;
import io.llmops.LlmOps;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.core.budget.Budget;
import io.llmops.core.cache.Cache;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.test.HashEmbeddingModel;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedScenarioTest {

    private static final CallContext ACME = CallContext.tenant("acme");

    private final LlmOps ops = LlmOps.builder().discovery(false).build();
    private final ScriptedChatModel model = ScriptedChatModel.answering(request ->
            ScriptedReply.text("answer to ", ((UserMessage) request.messages().get(0)).singleText()));

    @AfterEach
    void close() {
        ops.close();
    }

    private List<CallRecord> records() {
        return ops.records(LedgerQuery.builder().build());
    }

    @Test
    void should_book_a_kept_answer_as_cached_with_no_attempt_and_no_cost() {
        ChatModel chat = ops.scenario("faq").cache(Cache.exact()).wrap((ChatModel) model);

        String first = ops.with(ACME).call(() -> chat.chat("年假几天？"));
        String second = ops.with(ACME).call(() -> chat.chat("年假几天？"));

        assertThat(second).isEqualTo(first);
        assertThat(model.calls()).isEqualTo(1);
        CallRecord cached = records().get(1);
        assertThat(cached.outcome()).isEqualTo(Outcome.CACHED);
        assertThat(cached.attempts()).isEmpty();
        assertThat(cached.usage()).isEqualTo(Usage.none());
        assertThat(cached.cost()).contains(Money.zero("USD"));
        assertThat(cached.context()).isEqualTo(ACME);
        assertThat(records().get(0).outcome()).isEqualTo(Outcome.OK);
        assertThat(ops.report("faq", Duration.ofDays(1)).outcome(Outcome.CACHED))
                .isEqualTo(1);
        assertThat(ops.cacheStats("faq").hitShare()).isEqualTo(0.5);
    }

    @Test
    void should_give_no_tenant_what_is_anothers() {
        ChatModel chat = ops.scenario("faq").cache(Cache.exact()).wrap((ChatModel) model);

        ops.with(ACME).run(() -> chat.chat("q"));
        ops.with(CallContext.tenant("other")).run(() -> chat.chat("q"));
        chat.chat("q");

        assertThat(model.calls()).isEqualTo(3);
    }

    @Test
    void should_forget_a_tenant_when_asked() {
        ChatModel chat = ops.scenario("faq").cache(Cache.exact()).wrap((ChatModel) model);
        ops.with(ACME).run(() -> chat.chat("q"));

        ops.evictCache("acme");
        ops.with(ACME).run(() -> chat.chat("q"));

        assertThat(model.calls()).isEqualTo(2);
    }

    @Test
    void should_answer_from_the_cache_where_the_budget_is_spent() {
        ChatModel chat = ops.scenario("faq")
                .cache(Cache.exact())
                .budget(Budget.total(Money.usd("0.0001")))
                .maxOutputTokens(50)
                .wrap(priced());
        chat.chat("q");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        chat.chat("other " + i);
                    }
                })
                .isInstanceOf(BudgetExceededException.class);
        assertThat(chat.chat("q")).isEqualTo("priced");
    }

    @Test
    void should_guard_what_comes_out_of_the_cache() {
        Cache shared = Cache.exact();
        ChatModel open = ops.scenario("faq").cache(shared).wrap((ChatModel) ScriptedChatModel.replying("about 夜莺"));
        ChatModel masked = ops.scenario("faq")
                .cache(shared)
                .guard(SensitiveWords.of(new StringReader("夜莺\n")).action(SensitiveWords.Action.MASK))
                .wrap((ChatModel) model);
        ChatModel refused = ops.scenario("faq")
                .cache(shared)
                .guard(SensitiveWords.of(new StringReader("夜莺\n")).action(SensitiveWords.Action.REFUSE))
                .wrap((ChatModel) model);

        assertThat(open.chat("q")).isEqualTo("about 夜莺");
        assertThat(masked.chat("q")).isEqualTo("about **");
        assertThatThrownBy(() -> refused.chat("q")).isInstanceOf(GuardrailException.class);
        assertThat(model.calls()).isZero();
        assertThat(records().get(1).wordMatches()).hasSize(1);
        assertThat(records().get(2).outcome()).isEqualTo(Outcome.REFUSED_GUARD);
    }

    @Test
    void should_replay_a_kept_answer_as_a_stream_and_keep_a_complete_stream() {
        StreamingChatModel stream = ops.scenario("faq").cache(Cache.exact()).wrap((StreamingChatModel) model);
        Collected first = new Collected();
        Collected second = new Collected();

        stream.chat("q", first);
        stream.chat("q", second);

        assertThat(first.pieces).containsExactly("answer to ", "q");
        assertThat(second.pieces).containsExactly("answer to q");
        assertThat(second.complete).hasSize(1);
        assertThat(second.complete.get(0).aiMessage().text()).isEqualTo("answer to q");
        assertThat(model.calls()).isEqualTo(1);
        assertThat(records().get(1).outcome()).isEqualTo(Outcome.CACHED);
        assertThat(records().get(1).attempts()).isEmpty();
    }

    @Test
    void should_keep_no_stream_that_fails() {
        ScriptedChatModel failing = ScriptedChatModel.of(
                ScriptedReply.text("half").thenError(new IllegalStateException("cut")), ScriptedReply.text("whole"));
        StreamingChatModel stream = ops.scenario("faq").cache(Cache.exact()).wrap((StreamingChatModel) failing);
        Collected second = new Collected();

        stream.chat("q", new Collected());
        stream.chat("q", second);

        assertThat(second.pieces).containsExactly("whole");
    }

    @Test
    void should_find_again_an_answer_from_passages_though_their_marks_are_new() {
        Scenario qa = ops.scenario("qa")
                .model(ScriptedChatModel.replying("Five days. [1]"))
                .knowledge("handbook", query -> List.of(Content.from("Five days carry over.")))
                .cache(Cache.exact())
                .build();

        qa.ask("How many days carry over?");
        Answer again = qa.ask("How many days carry over?");

        assertThat(again.outcome()).isEqualTo(Outcome.CACHED);
        assertThat(again.citations()).hasSize(1);
        assertThat(again.cost()).contains(Money.zero("USD"));
        assertThat(records().get(1).knowledge()).isPresent();
    }

    @Test
    void should_answer_a_question_in_other_words_where_it_is_asked_for() {
        ChatModel chat = ops.scenario("faq")
                .cache(Cache.semantic(new HashEmbeddingModel()).threshold(0.5))
                .wrap((ChatModel) model);

        assertThat(chat.chat("怎么重置密码？")).isEqualTo(chat.chat("请问如何重置密码？"));
        assertThat(model.calls()).isEqualTo(1);
        assertThat(chat.chat("怎么修改密码？")).isEqualTo("answer to 怎么修改密码？");
    }

    @Test
    void should_say_what_is_missing_when_nothing_opens_the_store() {
        assertThatThrownBy(() -> ops.scenario("faq")
                        .cache(Cache.exact().store("jdbc:none:x"))
                        .wrap((ChatModel) model))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("llmops-jdbc");
    }

    private static ChatModel priced() {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ScriptedChatModel.replying("priced").doChat(request);
            }

            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return ChatRequestParameters.builder().modelName("gpt-4o-mini").build();
            }
        };
    }

    /** A stream as its receiver sees it. */
    private static final class Collected implements StreamingChatResponseHandler {
        private final List<String> pieces = new ArrayList<>();
        private final List<ChatResponse> complete = new ArrayList<>();

        @Override
        public void onPartialResponse(String text) {
            pieces.add(text);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete.add(response);
        }

        @Override
        public void onError(Throwable error) {
            pieces.clear();
        }
    }
}
