package io.llmops.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Secret;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.test.StreamRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OllamaErrorsTest {

    private static final String KEY = "ollama-key-0123456789";
    private static final String PROMPT = "the patient Zhang San 张三 has diabetes";
    private static final String CHAT = "/api/chat";

    private final OllamaProvider provider = new OllamaProvider();
    private FakeOllama server;

    @BeforeEach
    void open() throws IOException {
        server = new FakeOllama();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void should_keep_langchain4js_classes_and_call_once() {
        server.reply(CHAT, 401, "{\"error\":\"unauthorized\"}")
                .reply(CHAT, 404, "{\"error\":\"model 'qwen3' not found\"}")
                .reply(CHAT, 429, "{\"error\":\"too many requests\"}")
                .reply(CHAT, 500, "{\"error\":\"llama runner process has terminated\"}");
        assertThat(failure()).isInstanceOf(AuthenticationException.class).hasMessageContaining("check OLLAMA_API_KEY");
        assertThat(failure())
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageMatching("ollama/qwen3: HTTP 404 from 127\\.0\\.0\\.1:\\d+: model 'qwen3' not found;"
                        + " check the model's name and OLLAMA_BASE_URL");
        assertThat(failure()).isInstanceOf(RateLimitException.class);
        assertThat(failure()).isInstanceOf(InternalServerException.class).hasMessageContaining("llama runner");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void should_withhold_words_that_repeat_the_prompt() {
        server.reply(CHAT, 400, "{\"error\":\"cannot parse: " + PROMPT + "\"}");
        assertThat(failure()).hasMessageContaining("repeat the request");
    }

    @Test
    void should_say_that_nothing_listens() {
        int port = server.port();
        server.close();
        assertThat(failure())
                .isInstanceOf(RetriableException.class)
                .hasMessage("ollama/qwen3: nothing listens at 127.0.0.1:" + port
                        + "; start the server or check OLLAMA_BASE_URL");
    }

    @Test
    void should_give_up_when_the_time_for_one_attempt_is_over() {
        server.stall(CHAT);
        ModelSpec spec = spec().timeout(Duration.ofSeconds(1)).build();
        assertThat(failure(spec)).isInstanceOf(TimeoutException.class).hasMessageContaining("within PT1S");
    }

    @Test
    void should_fail_on_what_is_no_json_and_on_a_cut_connection() {
        server.reply(CHAT, 200, "<html>").cut(CHAT, "{\"model\":");
        assertThat(failure()).isInstanceOf(RetriableException.class).hasMessageContaining("no whole JSON object");
        assertThat(failure()).isInstanceOf(RetriableException.class).hasMessageContaining("broke");
    }

    @Test
    void should_end_a_stream_once_with_the_error_of_its_status() throws Exception {
        server.reply(CHAT, 404, "{\"error\":\"model 'qwen3' not found\"}");
        StreamRecord stream = stream();
        assertThat(stream.responses()).isEmpty();
        assertThat(stream.errors()).singleElement().satisfies(e -> assertThat(e)
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("model 'qwen3' not found"));
    }

    @Test
    void should_not_take_a_cut_stream_for_a_whole_answer() throws Exception {
        server.reply(CHAT, 200, OllamaProviderTest.chunk("one"))
                .cut(CHAT, OllamaProviderTest.chunk("one"))
                .reply(CHAT, 200, OllamaProviderTest.chunk("one") + "no json\n");
        for (int i = 0; i < 3; i++) {
            StreamRecord stream = stream();
            assertThat(stream.text()).isEqualTo("one");
            assertThat(stream.responses()).isEmpty();
            assertThat(stream.errors()).singleElement().isInstanceOf(RetriableException.class);
        }
    }

    @Test
    void should_see_an_error_inside_of_a_stream() throws Exception {
        server.reply(CHAT, 200, OllamaProviderTest.chunk("one") + "{\"error\":\"out of memory\"}\n");
        StreamRecord stream = stream();
        assertThat(stream.responses()).isEmpty();
        assertThat(stream.errors()).singleElement().satisfies(e -> assertThat(e)
                .hasMessageContaining("error in the answer")
                .hasMessageContaining("out of memory"));
    }

    @Test
    void should_read_both_forms_of_retry_after() {
        server.busy(CHAT, "7").busy(CHAT, "Wed, 21 Oct 2015 07:28:00 GMT");
        for (long seconds : new long[] {7, 0}) {
            assertThat(failure().getCause())
                    .isInstanceOfSatisfying(ProviderHttpException.class, cause -> assertThat(cause.retryAfter())
                            .contains(Duration.ofSeconds(seconds)));
        }
    }

    @Test
    void should_give_a_class_to_an_answer_that_is_json_of_another_kind() {
        server.reply(CHAT, 200, "{}")
                .reply(CHAT, 200, "{\"message\":[1]}")
                .reply("/api/embed", 200, "{\"embeddings\":[]}");
        for (int i = 0; i < 2; i++) {
            assertThat(failure())
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("not in the format of ollama");
        }
        assertThat(catchThrowable(() -> provider.embeddingModel(spec().build()).embed("a")))
                .isInstanceOf(RetriableException.class);
    }

    @Test
    void should_end_a_stream_once_whose_lines_cannot_be_read() throws Exception {
        server.reply(CHAT, 200, "{\"message\":[1]}\n{\"message\":[1]}\n{\"message\":[1],\"done\":true}\n");
        StreamRecord stream = stream();
        assertThat(stream.responses()).isEmpty();
        assertThat(stream.errors()).singleElement().isInstanceOf(RetriableException.class);
    }

    private StreamRecord stream() throws InterruptedException {
        StreamRecord stream = new StreamRecord();
        provider.streamingChatModel(spec().build()).orElseThrow().chat(PROMPT, stream);
        return stream.await(Duration.ofSeconds(60));
    }

    private Throwable failure() {
        return failure(spec().build());
    }

    /** What the call throws, after a look at all that a log would show of it. */
    private Throwable failure(ModelSpec spec) {
        Throwable error = catchThrowable(() -> provider.chatModel(spec).chat(PROMPT));
        assertThat(error).isNotNull();
        StringWriter log = new StringWriter();
        error.printStackTrace(new PrintWriter(log));
        assertThat(log.toString()).doesNotContain("ollama-key", "diabetes", "张三");
        return error;
    }

    private ModelSpec.Builder spec() {
        return ModelSpec.builder(ModelRef.parse("ollama/qwen3"))
                .baseUrl(server.url())
                .apiKey(Secret.of(KEY))
                .environment(name -> null);
    }
}
