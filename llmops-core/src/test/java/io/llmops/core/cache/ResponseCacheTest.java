package io.llmops.core.cache;

import static io.llmops.core.cache.Chats.SCOPE;
import static io.llmops.core.cache.Chats.answer;
import static io.llmops.core.cache.Chats.ask;
import static io.llmops.core.cache.Chats.call;
import static io.llmops.core.cache.Chats.open;
import static io.llmops.core.cache.Chats.scope;
import static io.llmops.core.cache.Chats.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.cache.CachedResponse;
import io.llmops.api.exception.StoreException;
import io.llmops.test.FakeClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseCacheTest {

    private final FakeClock clock = FakeClock.create();
    private final MapStore store = new MapStore();
    private final ResponseCache cache = open(Cache.exact().ttl(Duration.ofMinutes(10)), clock, null, store);
    private final AtomicInteger calls = new AtomicInteger();

    private ChatResponse model(String text) {
        calls.incrementAndGet();
        return answer(text);
    }

    @Test
    void should_answer_an_equal_call_without_the_model() {
        call(cache, SCOPE, ask("年假有几天？"), () -> model("五天。"));

        CachedCall.Reply again = call(cache, SCOPE, ask("年假有几天？"), () -> model("never"));

        assertThat(again.cached()).isTrue();
        assertThat(again.response()).isEqualTo(answer("五天。"));
        assertThat(calls).hasValue(1);
        assertThat(cache.stats().hits()).isEqualTo(1);
        assertThat(cache.stats().misses()).isEqualTo(1);
        assertThat(cache.stats().hitShare()).isEqualTo(0.5);
    }

    @Test
    void should_forget_an_answer_when_its_time_is_over() {
        call(cache, SCOPE, ask("q"), () -> model("old"));
        clock.advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(call(cache, SCOPE, ask("q"), () -> model("early")).cached()).isTrue();
        clock.advance(Duration.ofNanos(1));

        assertThat(text(call(cache, SCOPE, ask("q"), () -> model("new")))).isEqualTo("new");
    }

    @Test
    void should_give_no_tenant_what_is_anothers_in_100000_mixed_calls() {
        long seed = 20_261_124L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ResponseCache large = open(Cache.exact().maxEntries(2_000), clock);
        int hits = 0;
        for (int i = 0; i < 100_000; i++) {
            int t = random.nextInt(21);
            CacheScope own = scope(t == 20 ? null : "tenant" + t);
            String question = "question " + random.nextInt(100);
            String right = own.tenant() + " " + question;
            CachedCall.Reply reply = call(large, own, ask(question), () -> answer(right));
            assertThat(text(reply)).isEqualTo(right);
            hits += reply.cached() ? 1 : 0;
        }
        assertThat(hits).isGreaterThan(50_000);
    }

    @ParameterizedTest
    @EnumSource(
            value = FinishReason.class,
            names = {"LENGTH", "CONTENT_FILTER", "OTHER", "TOOL_EXECUTION"})
    void should_keep_no_answer_that_is_not_whole(FinishReason finish) {
        call(cache, SCOPE, ask("q"), () -> answer("half", finish));

        assertThat(call(cache, SCOPE, ask("q"), () -> answer("whole")).cached()).isFalse();
        assertThat(text(call(cache, SCOPE, ask("q"), () -> answer("never")))).isEqualTo("whole");
    }

    @Test
    void should_keep_no_answer_whose_end_is_not_known_or_which_says_nothing() {
        call(cache, SCOPE, ask("q"), () -> answer("maybe", null));
        call(cache, SCOPE, ask("q"), () -> answer("  "));

        assertThat(call(cache, SCOPE, ask("q"), () -> answer("x")).cached()).isFalse();
    }

    @Test
    void should_keep_no_answer_that_is_too_long_in_bytes() {
        ResponseCache small = open(Cache.exact().maxAnswerBytes(600), clock);

        call(small, SCOPE, ask("short"), () -> answer("长".repeat(100)));
        call(small, SCOPE, ask("long"), () -> answer("长".repeat(200)));

        assertThat(call(small, SCOPE, ask("short"), () -> answer("x")).cached()).isTrue();
        assertThat(call(small, SCOPE, ask("long"), () -> answer("x")).cached()).isFalse();
    }

    @Test
    void should_keep_no_failure() {
        assertThatThrownBy(() -> call(cache, SCOPE, ask("q"), () -> {
                    throw new IllegalStateException("provider down");
                }))
                .hasMessage("provider down");

        assertThat(text(call(cache, SCOPE, ask("q"), () -> model("well again"))))
                .isEqualTo("well again");
    }

    @Test
    void should_leave_calls_with_tools_alone_unless_asked() {
        ChatRequest request = ask("q").toBuilder()
                .toolSpecifications(ToolSpecification.builder().name("days").build())
                .build();
        ChatResponse wish = ChatResponse.builder()
                .aiMessage(AiMessage.from(ToolExecutionRequest.builder()
                        .id("1")
                        .name("days")
                        .arguments("{}")
                        .build()))
                .finishReason(FinishReason.TOOL_EXECUTION)
                .build();
        ResponseCache withTools = open(Cache.exact().withTools(), clock);

        call(cache, SCOPE, request, () -> answer("x"));
        call(withTools, SCOPE, request, () -> wish);

        assertThat(call(cache, SCOPE, request, () -> answer("y")).cached()).isFalse();
        assertThat(cache.stats().bypassed()).isEqualTo(2);
        assertThat(call(withTools, SCOPE, request, () -> answer("y"))).isEqualTo(new CachedCall.Reply(wish, true));
    }

    @Test
    void should_find_in_the_store_what_another_process_kept() {
        call(cache, SCOPE, ask("q"), () -> model("kept"));
        ResponseCache other = open(Cache.exact(), clock, null, store);

        assertThat(text(call(other, SCOPE, ask("q"), () -> model("never")))).isEqualTo("kept");
        store.entries.clear();
        assertThat(call(other, SCOPE, ask("q"), () -> model("never")).cached()).isTrue();
        assertThat(call(other, scope("acme2"), ask("q"), () -> model("own")).cached())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"v\":99}", "null"})
    void should_take_a_damaged_row_as_none_and_count_it(String damage) {
        call(cache, SCOPE, ask("q"), () -> model("x"));
        store.entries.replaceAll((key, e) -> new CachedResponse(key, e.tenant(), damage, e.expiresAt(), null));
        ResponseCache other = open(Cache.exact(), clock, null, store);

        assertThat(text(call(other, SCOPE, ask("q"), () -> model("fresh")))).isEqualTo("fresh");
        assertThat(other.stats().damaged()).isEqualTo(1);
    }

    @Test
    void should_take_a_row_of_another_tenant_as_none() {
        call(cache, SCOPE, ask("q"), () -> model("acme's"));
        store.entries.replaceAll((k, e) -> new CachedResponse(k, "thief", e.answer(), e.expiresAt(), null));
        ResponseCache other = open(Cache.exact(), clock, null, store);

        assertThat(text(call(other, SCOPE, ask("q"), () -> model("fresh")))).isEqualTo("fresh");
    }

    @Test
    void should_go_on_without_a_store_that_is_down_and_leave_it_alone_for_a_while() {
        store.failure = new StoreException("the disk is full");

        assertThat(text(call(cache, SCOPE, ask("a"), () -> model("a")))).isEqualTo("a");
        assertThat(call(cache, SCOPE, ask("a"), () -> model("never")).cached()).isTrue();
        call(cache, SCOPE, ask("b"), () -> model("b"));
        assertThat(store.asked).hasValue(1);
        assertThat(cache.stats().failures()).isEqualTo(1);

        store.failure = null;
        clock.advance(Duration.ofSeconds(11));
        call(cache, SCOPE, ask("c"), () -> model("c"));
        assertThat(store.entries).hasSize(1);
    }

    @Test
    void should_delete_a_tenants_answers_here_and_in_the_store() {
        call(cache, SCOPE, ask("q"), () -> model("x"));
        call(cache, scope("other"), ask("q"), () -> model("y"));

        assertThat(cache.evict("acme")).isEqualTo(1);

        assertThat(store.entries.values()).extracting(CachedResponse::tenant).containsExactly("other");
        assertThat(call(cache, SCOPE, ask("q"), () -> model("new")).cached()).isFalse();
        assertThat(call(cache, scope("other"), ask("q"), () -> model("never")).cached())
                .isTrue();
    }

    @Test
    void should_say_so_where_a_deletion_fails() {
        store.failure = new StoreException("the disk is gone");

        assertThatThrownBy(() -> cache.evict("acme")).isInstanceOf(StoreException.class);
    }

    @Test
    void should_keep_nothing_of_a_call_that_began_before_a_deletion() {
        call(cache, SCOPE, ask("q"), () -> {
            cache.evict("acme");
            return model("late");
        });

        assertThat(store.entries).isEmpty();
        assertThat(call(cache, SCOPE, ask("q"), () -> model("new")).cached()).isFalse();
    }

    @Test
    void should_give_a_stream_what_a_call_kept_and_the_other_way_round() {
        call(cache, SCOPE, ask("a"), () -> model("kept by a call"));
        Optional<ChatResponse> forStream = cache.begin(SCOPE, ask("a"), null).find();
        CachedCall stream = cache.begin(SCOPE, ask("b"), null);
        assertThat(stream.find()).isEmpty();
        stream.keep(answer("kept by a stream"));

        assertThat(forStream).contains(answer("kept by a call"));
        assertThat(text(call(cache, SCOPE, ask("b"), () -> model("never")))).isEqualTo("kept by a stream");
    }

    @Test
    void should_find_again_what_differs_in_the_marks_of_passages_alone() {
        call(cache, marked("aaaaaaaaaaaa"), ask("<passage aaaaaaaaaaaa>"), () -> model("x [1]"));

        assertThat(call(cache, marked("bbbbbbbbbbbb"), ask("<passage bbbbbbbbbbbb>"), () -> model("never"))
                        .cached())
                .isTrue();
        call(cache, marked("cccccccccccc"), ask("other cccccccccccc"), () -> model("I saw cccccccccccc"));
        assertThat(call(cache, marked("dddddddddddd"), ask("other dddddddddddd"), () -> model("y"))
                        .cached())
                .isFalse();
    }

    private static CacheScope marked(String mark) {
        return new CacheScope("acme", "faq", null, "m", mark);
    }
}
