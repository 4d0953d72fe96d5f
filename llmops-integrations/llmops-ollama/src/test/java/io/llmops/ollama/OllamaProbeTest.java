package io.llmops.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.llmops.api.exception.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OllamaProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TAGS = "{\"models\":["
            + "{\"name\":\"qwen3:8b\",\"size\":5200000000},"
            + "{\"name\":\"gpt-oss:120b-cloud\",\"size\":384,\"remote_host\":\"https://ollama.com:443\"},"
            + "{\"name\":\"qwen3:0.6b\",\"size\":522000000},"
            + "{\"name\":\"nomic-embed-text\",\"size\":274000000}]}";
    private static final String EMBEDS = "{\"capabilities\":[\"embedding\"]}";
    private static final String CHATS = "{\"capabilities\":[\"completion\",\"tools\"]}";

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
    void should_choose_the_smallest_model_on_disk_that_can_chat_and_pull_nothing() {
        server.reply("/api/tags", 200, TAGS).reply("/api/show", 200, EMBEDS).reply("/api/show", 200, CHATS);
        assertThat(probe().smallestChatModel(TIMEOUT)).contains("qwen3:0.6b");
        assertThat(server.requests())
                .extracting(FakeOllama.Request::path, FakeOllama.Request::body)
                .containsExactly(
                        tuple("/api/tags", ""),
                        tuple("/api/show", "{\"model\":\"nomic-embed-text\"}"),
                        tuple("/api/show", "{\"model\":\"qwen3:0.6b\"}"));
    }

    @Test
    void should_be_empty_where_no_model_can_chat() {
        server.reply("/api/tags", 200, TAGS);
        server.reply("/api/show", 200, EMBEDS).reply("/api/show", 200, "{}").reply("/api/show", 200, EMBEDS);
        assertThat(probe().smallestChatModel(TIMEOUT)).isEmpty();
    }

    @Test
    void should_be_empty_where_there_is_something_else() {
        for (String body : new String[] {"<html>", "", "[]", "{\"models\":3}", "{\"models\":[]}"}) {
            server.reply("/api/tags", 200, body);
            assertThat(probe().smallestChatModel(TIMEOUT)).as(body).isEmpty();
        }
        assertThat(probe().smallestChatModel(TIMEOUT)).as("status 404").isEmpty();
    }

    @Test
    void should_not_read_a_body_without_end() {
        server.reply("/api/tags", 200, TAGS.replace("[{", "[" + " ".repeat(1 << 20) + "{"));
        assertThat(probe().smallestChatModel(TIMEOUT)).isEmpty();
    }

    @Test
    void should_be_empty_where_nothing_listens() {
        server.close();
        assertThat(probe().smallestChatModel(TIMEOUT)).isEmpty();
    }

    @Test
    void should_be_empty_when_the_time_is_over() {
        server.reply("/api/tags", 200, TAGS).stall("/api/show");
        assertThat(probe().smallestChatModel(Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void should_be_empty_and_stay_interrupted() {
        server.stall("/api/tags");
        Thread.currentThread().interrupt();
        assertThat(probe().smallestChatModel(TIMEOUT)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void should_look_where_the_environment_says() {
        server.reply("/api/tags", 200, TAGS).reply("/api/show", 200, CHATS);
        Map<String, String> environment = Map.of("OLLAMA_HOST", "127.0.0.1:" + server.port());
        assertThat(OllamaProbe.atEnvironment(environment::get).smallestChatModel(TIMEOUT))
                .contains("nomic-embed-text");
    }

    @Test
    void should_refuse_what_is_no_url_and_no_time() {
        assertThatThrownBy(() -> OllamaProbe.at("http://user:hunter2@host"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("OLLAMA_HOST")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> probe().smallestChatModel(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    private OllamaProbe probe() {
        return OllamaProbe.at(server.url());
    }
}
