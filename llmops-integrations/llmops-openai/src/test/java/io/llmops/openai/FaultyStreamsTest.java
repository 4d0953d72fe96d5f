package io.llmops.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.llmops.LlmOps;
import io.llmops.api.exception.StreamBrokenException;
import io.llmops.api.exception.StreamTimeoutException;
import io.llmops.api.exception.StreamTimeoutException.Limit;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ModelSpec;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.gateway.CancellableHandler;
import io.llmops.test.FaultServer;
import io.llmops.test.ServerReply;
import io.llmops.test.StreamRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of an endpoint that misbehaves, through the gateway and real connections: each ends in time, once, and is booked. */
@Timeout(300)
class FaultyStreamsTest {

    /** Must pass; long enough to connect and to say three words, also on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STORY = "从前有座山，山里有座庙。";

    private final LlmOps ops = LlmOps.builder().provider(new OpenAiProvider()).build();
    private final FaultServer server = FaultServer.start();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        ops.close();
        server.close();
    }

    @Test
    void should_end_an_endless_stream_when_its_total_time_is_up() throws Exception {
        server.chat(ServerReply.text(STORY).endless());
        StreamRecord stream = run(model(server.baseUrl(), LONG, LONG, Duration.ofSeconds(2)));

        assertThat(stream.errors()).singleElement().isInstanceOfSatisfying(StreamBrokenException.class, e -> {
            assertThat(e.partialText()).startsWith(STORY).isEqualTo(stream.text());
            assertThat(e).hasMessageNotContaining("从前");
            assertThat(e.getCause()).isInstanceOfSatisfying(StreamTimeoutException.class, t -> assertThat(t.limit())
                    .isEqualTo(Limit.TOTAL));
        });
        assertThat(only().error()).contains(StreamBrokenException.CODE);
        assertThat(only().usage().quality()).isEqualTo(Usage.Quality.ESTIMATED);
        assertThat(only().usage().output())
                .isGreaterThanOrEqualTo(stream.chunks().size());
    }

    @Test
    void should_end_a_stream_that_says_nothing_at_all_by_its_first_limit() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            StreamRecord stream = run(model(silent.baseUrl(), SHORT, LONG, LONG));

            assertThat(stream.errors()).singleElement().isInstanceOfSatisfying(StreamTimeoutException.class, t -> {
                assertThat(t.limit()).isEqualTo(Limit.FIRST_TOKEN);
                assertThat(t).hasMessageContaining("firstToken of PT3S");
            });
            assertThat(silent.hungUp()).as("the connection is closed").isTrue();
            assertThat(only().usage().input()).isPositive();
        }
    }

    @Test
    void should_end_a_stream_that_stalls_after_its_third_token() throws Exception {
        server.chat(ServerReply.text("a", "b", "c", "d").stallAfter(3, never));
        StreamRecord stream = run(model(server.baseUrl(), LONG, SHORT, LONG));

        assertThat(stream.errors()).singleElement().isInstanceOfSatisfying(StreamBrokenException.class, e -> {
            assertThat(e.partialText()).isEqualTo("abc");
            assertThat(e.getCause()).isInstanceOfSatisfying(StreamTimeoutException.class, t -> assertThat(t.limit())
                    .isEqualTo(Limit.GAP));
        });
    }

    @Test
    void should_end_a_line_of_ten_megabytes_with_an_error() throws Exception {
        server.chat(ServerReply.text("x")
                .body("data: {\"x\":\"" + "y".repeat(10 << 20) + "\"}\n\n")
                .contentType("text/event-stream"));

        assertThat(run(once()).errors())
                .singleElement()
                .isInstanceOf(RetriableException.class)
                .satisfies(e -> assertThat(e).hasMessageContaining("a line of more than"));
    }

    @Test
    void should_end_broken_json_another_content_type_an_empty_body_and_a_plain_answer_with_an_error() throws Exception {
        server.chat(
                ServerReply.text("a", "b").brokenJson(),
                ServerReply.text("x")
                        .body("<html>Welcome to the hotel's network</html>")
                        .contentType("text/html"),
                ServerReply.text("x").body("").contentType("text/event-stream"),
                ServerReply.text("x").body("{\"choices\":[]}"));

        for (int i = 0; i < 4; i++) {
            assertThat(run(once()).errors())
                    .as("reply %d", i)
                    .singleElement()
                    .isInstanceOf(LangChain4jException.class)
                    .satisfies(e -> assertThat(e).hasMessageNotContaining("hotel"));
        }
        assertThat(ops.records(LedgerQuery.all())).hasSize(4).allSatisfy(r -> assertThat(r.outcome())
                .isEqualTo(Outcome.ERROR));
    }

    @Test
    void should_keep_the_usage_unknown_of_a_whole_stream_that_reports_none() throws Exception {
        server.chat(ServerReply.text("a", "b").withoutUsage());

        assertThat(run(ordinary()).responses()).hasSize(1);
        assertThat(only().outcome()).isEqualTo(Outcome.OK);
        assertThat(only().usage().isKnown()).isFalse();
    }

    @Test
    void should_fall_back_to_a_retry_when_cut_before_the_first_token_and_not_after_it() throws Exception {
        server.chat(ServerReply.text("a", "b").cutAfter(0), ServerReply.status(503), ServerReply.text("a", "b"));
        StreamRecord whole = run(ordinary());
        assertThat(whole.chunks()).containsExactly("a", "b");
        assertThat(whole.errors()).isEmpty();
        assertThat(server.requests()).hasSize(3);

        server.chat(ServerReply.text("a", "b").cutAfter(1), ServerReply.text("never asked for"));
        StreamRecord half = run(ordinary());
        assertThat(half.chunks()).containsExactly("a");
        assertThat(half.errors()).singleElement().isInstanceOf(StreamBrokenException.class);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void should_hang_up_when_it_is_cancelled_before_the_first_byte() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            Started handler = new Started();
            model(silent.baseUrl(), LONG, LONG, LONG).chat("hello", handler);
            assertThat(silent.heard()).isTrue();

            handler.started.join().cancel();

            assertThat(silent.hungUp()).isTrue();
            assertThat(only().outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(only().usage().quality()).isEqualTo(Usage.Quality.ESTIMATED);
            assertThat(handler.endings).isZero();
        }
    }

    private StreamRecord run(StreamingChatModel model) throws InterruptedException {
        StreamRecord stream = new StreamRecord();
        model.chat("讲个故事", stream);
        return stream.await(LONG);
    }

    private StreamingChatModel ordinary() {
        return model(server.baseUrl(), g -> g.retry(r -> r.backoff(Duration.ofMillis(1), 1)));
    }

    private StreamingChatModel once() {
        return model(server.baseUrl(), g -> g);
    }

    private StreamingChatModel model(String url, Duration firstToken, Duration gap, Duration total) {
        return model(url, g -> g.streamLimits(firstToken, gap, total));
    }

    private StreamingChatModel model(String url, UnaryOperator<RoutePolicy.Builder> policy) {
        ModelSpec spec = ModelSpec.builder(ModelRef.parse("openai/m"))
                .baseUrl(url)
                .timeout(Duration.ofMinutes(1))
                .build();
        return ops.scenario("story")
                .gateway(policy)
                .wrap(new OpenAiProvider().streamingChatModel(spec).orElseThrow());
    }

    private CallRecord only() {
        assertThat(ops.records(LedgerQuery.all())).hasSize(1);
        return ops.records(LedgerQuery.all()).get(0);
    }

    private static final class Started implements CancellableHandler {
        private final CompletableFuture<StreamingHandle> started = new CompletableFuture<>();
        private int endings;

        @Override
        public void onStart(StreamingHandle handle) {
            started.complete(handle);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            endings++;
        }

        @Override
        public void onError(Throwable error) {
            endings++;
        }
    }
}
