package io.llmops.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import io.llmops.api.spi.ProviderHttpException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against a server that does all that a server must not. */
@Timeout(300)
class ProviderHttpTest {

    /** Must pass; long enough to connect and to hear the first event, also on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";

    /** Events that say {@code end} or {@code error}; {@code stop} tells that the answer is whole. */
    private record Format(Framing framing) implements AnswerFormat {
        @Override
        public Mark mark(Map<?, ?> event) {
            if (event.containsKey("error")) {
                return Mark.ERROR;
            }
            return event.containsKey("end") ? Mark.LAST : event.containsKey("stop") ? Mark.WHOLE : Mark.PART;
        }
    }

    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        wire = new Wire();
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void should_hand_events_on_as_they_come_wherever_the_network_cuts_them() throws Exception {
        wire.answer(out -> {
            out.write(Wire.EVENTS.getBytes(UTF_8));
            for (byte b :
                    ": hello\n\ndata: {\"a\":\ndata: \"你好\"}\r\n\r\nevent: x\rdata:{\"stop\":1}\n\n".getBytes(UTF_8)) {
                out.write(b);
                out.flush();
            }
        });
        Heard heard = stream(LONG);
        assertThat(heard.events).containsExactly("{\"a\":\n\"你好\"}", "{\"stop\":1}");
        assertThat(heard.closes).hasSize(1);
        assertThat(heard.errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: {\"a\":1}\\n\\n | ended before the answer did",
                "data: {\"a\":1}\\n\\ndata: {\"b\":\\n\\ndata: {\"end\":1}\\n\\n | no whole JSON object",
                "data: {\"a\":1}\\n\\ndata: {\"error\":{\"message\":\"full\"}}\\n\\ndata: {\"end\":1}\\n\\n | error in the answer of",
                "data: [1]\\n\\n | no whole JSON object",
                "<html>busy</html> | ended before the answer did",
                "'' | ended before the answer did",
            })
    void should_end_a_broken_stream_once_with_an_error(String body, String words) throws Exception {
        wire.answer(Wire.EVENTS + body.replace("\\n", "\n"));
        Heard heard = stream(LONG);
        assertThat(heard.closes).isEmpty();
        assertThat(heard.errors).singleElement().satisfies(e -> assertThat(e)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining(words));
    }

    @Test
    void should_end_a_stream_that_falls_silent_and_close_its_connection() throws Exception {
        wire.answer(out -> {
            out.write((Wire.EVENTS + "data: {\"a\":1}\n\n").getBytes(UTF_8));
            wire.hold(out);
        });
        Heard heard = stream(SHORT);
        assertThat(heard.events).hasSize(1);
        assertThat(heard.errors).singleElement().isInstanceOf(TimeoutException.class);
        assertThat(wire.sawClientGo(60)).isTrue();
    }

    @Test
    void should_end_a_stream_that_never_starts() throws Exception {
        wire.answer(wire::hold);
        assertThat(stream(SHORT).errors).singleElement().isInstanceOf(TimeoutException.class);
        assertThat(wire.sawClientGo(60)).isTrue();
    }

    @Test
    void should_refuse_a_line_of_10_mb_and_an_endless_stream_and_hang_up() throws Exception {
        byte[] million = "x".repeat(1 << 20).getBytes(UTF_8);
        wire.answer(out -> {
            out.write((Wire.EVENTS + "data: ").getBytes(UTF_8));
            for (int i = 0; i < 10; i++) {
                out.write(million);
            }
            wire.hold(out);
        });
        assertThat(stream(LONG).errors).singleElement().satisfies(e -> assertThat(e)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("a line of more than 4194304 bytes"));
        assertThat(wire.sawClientGo(60)).isTrue();

        wire.answer(out -> endless(out, "data: {\"a\":\"" + "x".repeat(1 << 16) + "\"}\n\n"));
        assertThat(stream(LONG).errors).singleElement().satisfies(e -> assertThat(e)
                .hasMessageContaining("a stream of more than 67108864 bytes"));
    }

    @Test
    void should_close_the_connection_when_a_stream_is_cancelled_and_say_nothing_more() throws Exception {
        wire.answer(out -> endless(out, "data: {\"a\":1}\n\n"));
        Heard heard = new Heard(3);
        client(LONG).execute(request(), null, heard);
        heard.await();
        assertThat(wire.sawClientGo(60)).isTrue();
        assertThat(heard.events).hasSize(3);
        assertThat(heard.errors).isEmpty();
        assertThat(heard.closes).isEmpty();
    }

    @Test
    void should_end_with_the_last_event_though_the_server_keeps_the_connection() throws Exception {
        wire.answer(out -> {
            out.write((Wire.EVENTS + "data: {\"end\":1}\n\n").getBytes(UTF_8));
            wire.hold(out);
        });
        Heard heard = stream(LONG);
        assertThat(heard.closes).hasSize(1);
        assertThat(wire.sawClientGo(60)).as("and close it soon").isTrue();
        assertThat(heard.errors).isEmpty();
    }

    @Test
    void should_read_one_object_a_line() throws Exception {
        wire.answer(Wire.EVENTS + "{\"a\":1}\n\n{\"end\":1}");
        Heard heard = new Heard();
        client(LONG, AnswerFormat.Framing.LINES).execute(request(), null, heard);
        assertThat(heard.await().events).containsExactly("{\"a\":1}", "{\"end\":1}");
        assertThat(heard.closes).hasSize(1);
    }

    @Test
    void should_hold_no_thread_while_forty_streams_are_silent() throws Exception {
        for (int i = 0; i < 40; i++) {
            wire.answer(out -> {
                out.write((Wire.EVENTS + "data: {\"a\":1}\n\n").getBytes(UTF_8));
                wire.hold(out);
            });
        }
        HttpClient client = client(LONG);
        Heard[] heard = new Heard[40];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = new Heard();
            client.execute(request(), null, heard[i]);
        }
        await().atMost(LONG).until(() -> java.util.Arrays.stream(heard).allMatch(h -> h.events.size() == 1));
        await().atMost(LONG).until(() -> threadsInStreams() == 0);
    }

    private static long threadsInStreams() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> java.util.Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith("io.llmops.http.Stream")
                                || frame.getClassName().endsWith("EventReader")))
                .count();
    }

    @Test
    void should_end_a_call_that_is_interrupted_at_once_and_close_its_connection() throws Exception {
        wire.answer(wire::hold);
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Throwable thrown = catchThrowable(() -> client(LONG).execute(request()));
            error.complete(Thread.currentThread().isInterrupted() ? thrown : new AssertionError("flag lost", thrown));
        });
        caller.start();
        await().atMost(LONG).until(() -> wire.asked() == 1);
        caller.interrupt();
        assertThat(error.get(60, TimeUnit.SECONDS)).isInstanceOf(NonRetriableException.class);
        assertThat(wire.sawClientGo(60)).isTrue();
    }

    @Test
    void should_send_nothing_for_a_caller_that_is_interrupted_already() {
        Thread.currentThread().interrupt();
        try {
            assertThat(catchThrowable(() -> client(LONG).execute(request()))).isInstanceOf(NonRetriableException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(wire.asked()).isZero();
    }

    @Test
    void should_count_a_body_that_trickles_into_the_time_of_the_call() throws Exception {
        wire.answer(out -> {
            out.write((OK + "100\r\n\r\n{").getBytes(UTF_8));
            wire.hold(out);
        });
        assertThat(catchThrowable(() -> client(SHORT).execute(request()))).isInstanceOf(TimeoutException.class);
        assertThat(wire.sawClientGo(60)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":", "[]", "<html></html>", "{", "''"})
    void should_refuse_an_answer_that_is_no_whole_object(String body) {
        wire.answer(OK + body.length() + "\r\n\r\n" + body);
        assertThat(catchThrowable(() -> client(LONG).execute(request())))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("acme/m: what 127.0.0.1:")
                .hasMessageContaining("no whole JSON object");
    }

    @Test
    void should_see_an_error_in_an_answer_of_good_status() {
        String body = "{\"error\":{\"message\":\"upstream failed\",\"code\":502}}";
        wire.answer(OK + body.length() + "\r\n\r\n" + body);
        assertThat(catchThrowable(() -> client(LONG).execute(request())))
                .isInstanceOfSatisfying(ProviderHttpException.class, error -> assertThat(error.statusCode())
                        .isEqualTo(502))
                .hasMessageContaining("upstream failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7 | 7", "Wed, 21 Oct 2015 07:28:00 GMT | 0"})
    void should_read_both_forms_of_retry_after(String header, long seconds) {
        wire.answer("HTTP/1.1 429 Too Many\r\nRetry-After: " + header + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(catchThrowable(() -> client(LONG).execute(request())))
                .isInstanceOf(HttpException.class)
                .isInstanceOfSatisfying(ProviderHttpException.class, e -> assertThat(e.retryAfter())
                        .contains(Duration.ofSeconds(seconds)));
    }

    private static void endless(OutputStream out, String event) throws IOException {
        out.write(Wire.EVENTS.getBytes(UTF_8));
        byte[] bytes = event.getBytes(UTF_8);
        while (true) {
            out.write(bytes);
            out.flush();
        }
    }

    private Heard stream(Duration timeout) throws InterruptedException {
        Heard heard = new Heard();
        client(timeout).execute(request(), null, heard);
        return heard.await();
    }

    private HttpClient client(Duration timeout) {
        return client(timeout, AnswerFormat.Framing.EVENTS);
    }

    private HttpClient client(Duration timeout, AnswerFormat.Framing framing) {
        ModelSpec spec = ModelSpec.builder(ModelRef.parse("acme/m"))
                .environment(name -> null)
                .timeout(timeout)
                .build();
        return ProviderHttp.of(new Format(framing))
                .builder(ProviderErrors.of(spec, wire.url(), "ACME_KEY", "ACME_URL"))
                .readTimeout(timeout)
                .build();
    }

    private HttpRequest request() {
        return HttpRequest.builder()
                .method(HttpMethod.POST)
                .url(wire.url().toString())
                .body("{}")
                .build();
    }
}
