package io.llmops.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Secret;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.core.ledger.ErrorClasses;
import io.llmops.test.FaultServer;
import io.llmops.test.ServerReply;
import io.llmops.test.StreamRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OpenAiErrorsTest {

    private static final String KEY = "sk-live-0123456789";
    private static final String PROMPT = "the patient Zhang San 张三 has diabetes";

    private static final String ONE = "{\"choices\":[{\"delta\":{\"content\":\"one\"}}]}";

    private final OpenAiProvider provider = new OpenAiProvider();
    private final FaultServer server = FaultServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void should_name_the_variable_of_the_key_when_it_is_refused() {
        server.chat(ServerReply.status(401)
                .body(error("Incorrect API key provided: sk-live-0123***789.", "invalid_api_key")));
        Throwable error = failure(model());
        assertThat(error)
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("openai/m: HTTP 401 from 127.0.0.1:")
                .hasMessageContaining("(invalid_api_key)")
                .hasMessageContaining("check OPENAI_API_KEY");
        assertThat(server.requests()).as("no retry of its own").hasSize(1);
    }

    @Test
    void should_say_which_model_is_not_there() {
        server.chat(ServerReply.status(404).body(error("The model `m` does not exist", "model_not_found")));
        assertThat(failure(model()))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("openai/m: HTTP 404")
                .hasMessageContaining("(model_not_found): The model `m` does not exist; check the model's name");
    }

    @Test
    void should_tell_how_long_a_busy_endpoint_asks_to_wait() {
        server.chat(ServerReply.status(429)
                .retryAfter(Duration.ofSeconds(20))
                .body(error("Rate limit reached", "rate_limit_exceeded")));
        Throwable error = failure(model());
        assertThat(error).isInstanceOf(RateLimitException.class).hasMessageContaining("Rate limit reached");
        assertThat(error.getCause()).isInstanceOfSatisfying(ProviderHttpException.class, cause -> {
            assertThat(cause.statusCode()).isEqualTo(429);
            assertThat(cause.retryAfter()).contains(Duration.ofSeconds(20));
            assertThat(cause.providerCode()).contains("rate_limit_exceeded");
        });
        assertThat(server.requests()).as("no retry of its own").hasSize(1);
    }

    @Test
    void should_pass_a_server_error_on_without_a_proxys_page() {
        server.chat(ServerReply.status(502).contentType("text/html").body("<html>Bad gateway</html>"));
        assertThat(failure(model()))
                .isInstanceOf(InternalServerException.class)
                .hasMessageContaining("HTTP 502 from 127.0.0.1:")
                .hasMessageNotContaining("html");
    }

    @Test
    void should_withhold_words_that_repeat_the_prompt_but_keep_the_code() {
        server.chat(
                ServerReply.status(400).body(error("bad input: '" + PROMPT + "'", "invalid_request_error")),
                ServerReply.status(400).body(error("输入有误：张三患有糖尿病", "invalid_request_error")),
                ServerReply.status(400).body(error("prompt of 9000 tokens is too long", "context_length_exceeded")));
        assertThat(failure(model()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("(invalid_request_error)")
                .hasMessageContaining("repeat the request");
        assertThat(failure(model(), "张三患有糖尿病")).hasMessageContaining("repeat the request");
        assertThat(failure(model())).hasMessageContaining("prompt of 9000 tokens is too long");
    }

    @Test
    void should_say_that_nothing_listens() {
        ChatModel model =
                provider.chatModel(spec().baseUrl("http://127.0.0.1:1/v1").build());
        assertThat(failure(model))
                .isInstanceOf(RetriableException.class)
                .hasMessage("openai/m: nothing listens at 127.0.0.1:1; start the server or check OPENAI_BASE_URL");
    }

    @Test
    void should_give_up_when_the_time_for_one_attempt_is_over() {
        server.chat(ServerReply.text("late").stall(new CountDownLatch(1)));
        ChatModel model = provider.chatModel(
                spec().baseUrl(server.baseUrl()).timeout(Duration.ofSeconds(1)).build());
        assertThat(failure(model))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("no whole answer from 127.0.0.1:")
                .hasMessageContaining("within PT1S");
    }

    @Test
    void should_count_the_body_into_the_time_for_one_attempt() throws Exception {
        try (ServerSocket half = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> connection = CompletableFuture.supplyAsync(() -> headersOnly(half));
            ChatModel model = provider.chatModel(spec().baseUrl("http://127.0.0.1:" + half.getLocalPort() + "/v1")
                    .timeout(Duration.ofSeconds(1))
                    .build());
            assertThat(failure(model)).isInstanceOf(TimeoutException.class).hasMessageContaining("within PT1S");
            connection.get(60, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void should_stop_waiting_when_it_is_interrupted() throws Exception {
        server.chat(ServerReply.text("late").stall(new CountDownLatch(1)));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Throwable error = failure(model());
            interrupted.complete(error instanceof NonRetriableException
                    && Thread.currentThread().isInterrupted());
        });
        caller.start();
        while (server.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void should_fail_on_json_that_ends_too_early_and_on_a_cut_connection() {
        server.chat(
                ServerReply.text("hello").brokenJson(),
                ServerReply.text("hello").cutAfter(1));
        assertThat(failure(model()))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("is no whole JSON object; check OPENAI_BASE_URL");
        assertThat(failure(model()))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("the connection to 127.0.0.1:");
    }

    @Test
    void should_end_a_stream_once_with_the_error_of_its_status() throws Exception {
        server.chat(ServerReply.status(429).retryAfter(Duration.ofSeconds(3)).body(error("slow down", "rate_limit")));
        StreamRecord stream = stream();
        assertThat(stream.responses()).isEmpty();
        assertThat(stream.errors()).singleElement().satisfies(e -> assertThat(e)
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("slow down"));
    }

    @Test
    void should_not_take_a_cut_or_broken_stream_for_a_whole_answer() throws Exception {
        server.chat(
                ServerReply.text("one", "two").cutAfter(1),
                events(ONE),
                events(ONE, "{\"choi", "{\"choices\":[{\"finish_reason\":\"stop\"}]}", "[DONE]"));
        for (int i = 0; i < 3; i++) {
            StreamRecord stream = stream();
            assertThat(stream.text()).isEqualTo("one");
            assertThat(stream.responses()).isEmpty();
            assertThat(stream.errors()).singleElement().isInstanceOf(RetriableException.class);
        }
    }

    @Test
    void should_see_an_error_inside_of_a_stream() throws Exception {
        server.chat(events(ONE, error("out of memory", "server_error"), "[DONE]"));
        StreamRecord stream = stream();
        assertThat(stream.responses()).isEmpty();
        assertThat(stream.errors()).singleElement().satisfies(e -> assertThat(e)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("(server_error): out of memory"));
    }

    @Test
    void should_give_an_error_inside_an_answer_or_a_stream_the_class_of_its_code() throws Exception {
        Map<String, ErrorClass> kinds = Map.of(
                "{\"error\":{\"code\":400,\"message\":\"bad\"}}", ErrorClass.INVALID_REQUEST,
                "{\"error\":{\"code\":402,\"message\":\"no credits\"}}", ErrorClass.AUTHENTICATION,
                "{\"error\":{\"code\":403,\"message\":\"no\"}}", ErrorClass.AUTHENTICATION,
                "{\"error\":{\"code\":429,\"message\":\"slow\"}}", ErrorClass.RATE_LIMIT,
                "{\"error\":{\"code\":502,\"message\":\"down\"}}", ErrorClass.SERVER,
                "{\"id\":\"x\",\"error\":{\"code\":\"content_filter\",\"message\":\"no\"}}", ErrorClass.CONTENT_FILTER,
                "{\"error\":{\"code\":400,\"message\":\"maximum context length is 8\"}}", ErrorClass.CONTEXT_WINDOW,
                "{\"error\":{\"code\":\"odd\",\"message\":\"odd\"}}", ErrorClass.NETWORK);
        for (Map.Entry<String, ErrorClass> kind : kinds.entrySet()) {
            server.chat(ServerReply.text().body(kind.getKey()), events(ONE, kind.getKey(), "[DONE]"));
            assertThat(ErrorClasses.of(failure(model()))).as(kind.getKey()).isEqualTo(kind.getValue());
            assertThat(stream().errors()).singleElement().satisfies(e -> assertThat(ErrorClasses.of(e))
                    .as(kind.getKey())
                    .isEqualTo(kind.getValue()));
        }
    }

    @Test
    void should_name_what_a_content_filter_withheld_a_refusal() throws Exception {
        String withheld =
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}";
        server.chat(
                ServerReply.text().body(withheld),
                events("{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}", "[DONE]"),
                events("{\"choices\":[{\"delta\":{\"refusal\":\"I cannot\"}}]}", "[DONE]"));
        assertThat(failure(model()))
                .isExactlyInstanceOf(ContentFilteredException.class)
                .hasMessageContaining("openai/m: the content filter of 127.0.0.1:");
        for (int i = 0; i < 2; i++) {
            StreamRecord stream = stream();
            assertThat(stream.responses()).isEmpty();
            assertThat(stream.errors()).singleElement().isExactlyInstanceOf(ContentFilteredException.class);
        }
    }

    @Test
    void should_leave_an_answer_that_a_content_filter_cut_short_to_its_caller() throws Exception {
        server.chat(
                ServerReply.text()
                        .body(
                                "{\"choices\":[{\"message\":{\"content\":\"半句\"},\"finish_reason\":\"content_filter\"}]}"),
                events(ONE, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}", "[DONE]"));
        assertThat(model().chat(UserMessage.from(PROMPT)).finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(stream().responses()).singleElement().satisfies(r -> assertThat(r.finishReason())
                .isEqualTo(FinishReason.CONTENT_FILTER));
    }

    @Test
    void should_give_a_class_to_an_answer_that_is_json_of_another_kind() {
        for (String body : new String[] {
            "{}", "{\"choices\":[]}", "{\"choices\":\"x\"}", "{\"choices\":[{\"message\":null}]}", "{\"choices\": [{]}"
        }) {
            server.chat(ServerReply.text().body(body));
            assertThat(failure(model())).as(body).isInstanceOf(RetriableException.class);
        }
        server.embeddings(ServerReply.text().body("{\"object\":\"list\",\"data\":[]}"));
        assertThat(catchThrowable(() -> provider.embeddingModel(withKey()).embed("a")))
                .isInstanceOf(RetriableException.class);
    }

    @Test
    void should_end_a_stream_once_whose_events_cannot_be_read() throws Exception {
        server.chat(events("{\"choices\":\"x\"}", "{\"choices\":\"y\"}", "[DONE]"));
        StreamRecord stream = stream();
        assertThat(stream.responses()).isEmpty();
        assertThat(stream.errors()).singleElement().isInstanceOf(RetriableException.class);
    }

    @Test
    void should_leave_no_threads_behind_for_each_model() {
        long before = httpThreads();
        int models = 400;
        for (int i = 0; i < models; i++) {
            server.chat(ServerReply.text("a"));
            assertThat(new OpenAiProvider().chatModel(withKey()).chat("hi")).isEqualTo("a");
        }
        assertThat(httpThreads() - before)
                .as("threads of HTTP clients, of which each has one at least")
                .isLessThan(models / 2);
    }

    private static long httpThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .count();
    }

    private static Socket headersOnly(ServerSocket server) {
        try {
            Socket connection = server.accept();
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StreamRecord stream() throws InterruptedException {
        StreamRecord stream = new StreamRecord();
        provider.streamingChatModel(withKey()).orElseThrow().chat(PROMPT, stream);
        return stream.await(Duration.ofSeconds(60));
    }

    private static Throwable failure(ChatModel model) {
        return failure(model, PROMPT);
    }

    /** What the call throws, after a look at all that a log would show of it. */
    private static Throwable failure(ChatModel model, String prompt) {
        Throwable error = catchThrowable(() -> model.chat(prompt));
        assertThat(error).isNotNull();
        StringWriter log = new StringWriter();
        error.printStackTrace(new PrintWriter(log));
        assertThat(log.toString()).doesNotContain("sk-live", "diabetes", "张三");
        return error;
    }

    private static ServerReply events(String... data) {
        String body = Stream.of(data).map(d -> "data: " + d + "\n\n").collect(Collectors.joining());
        return ServerReply.text().contentType("text/event-stream").body(body);
    }

    private static String error(String message, String code) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"t\",\"code\":\"" + code + "\"}}";
    }

    private ChatModel model() {
        return provider.chatModel(withKey());
    }

    private ModelSpec withKey() {
        return spec().baseUrl(server.baseUrl()).apiKey(Secret.of(KEY)).build();
    }

    private static ModelSpec.Builder spec() {
        return ModelSpec.builder(ModelRef.parse("openai/m")).environment(name -> null);
    }
}
