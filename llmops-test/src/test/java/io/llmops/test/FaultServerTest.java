package io.llmops.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FaultServerTest {

    private static final String PLAIN = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]}";

    private final FaultServer server = FaultServer.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void should_answer_a_chat_with_text_model_and_usage() throws Exception {
        server.chat(ServerReply.text("你", "好").usage(12, 3, 4, 1));
        JsonNode reply = json.readTree(post("/chat/completions", PLAIN).body());
        assertThat(reply.at("/choices/0/message/content").asText()).isEqualTo("你好");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(reply.at("/model").asText()).isEqualTo("m");
        assertThat(reply.at("/usage/total_tokens").asInt()).isEqualTo(15);
        assertThat(reply.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isEqualTo(4);
        assertThat(reply.at("/usage/completion_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(1);
    }

    @Test
    void should_leave_usage_out_where_there_is_none() throws Exception {
        server.chat(ServerReply.text("a").withoutUsage(), ServerReply.text("a").withoutUsage());
        assertThat(json.readTree(post("/chat/completions", PLAIN).body()).has("usage"))
                .isFalse();
        assertThat(post("/chat/completions", STREAM).body()).doesNotContain("usage");
    }

    @Test
    void should_ask_for_tools() throws Exception {
        server.chat(ServerReply.toolCall("c1", "search", "{\"q\":\"天气\"}").andToolCall("c2", "now", "{}"));
        JsonNode reply = json.readTree(post("/chat/completions", PLAIN).body());
        assertThat(reply.at("/choices/0/message/tool_calls/0/function/arguments")
                        .asText())
                .isEqualTo("{\"q\":\"天气\"}");
        assertThat(reply.at("/choices/0/message/tool_calls/1/id").asText()).isEqualTo("c2");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void should_stream_chunks_usage_and_done() throws Exception {
        server.chat(ServerReply.text("你", "好"));
        HttpResponse<String> response = post("/chat/completions", STREAM);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        List<String> data = data(response.body());
        assertThat(json.readTree(data.get(0)).at("/choices/0/delta/content").asText())
                .isEqualTo("你");
        assertThat(json.readTree(data.get(1)).at("/choices/0/delta/content").asText())
                .isEqualTo("好");
        assertThat(json.readTree(data.get(2)).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        assertThat(json.readTree(data.get(3)).at("/usage/prompt_tokens").asInt())
                .isEqualTo(ServerReply.DEFAULT_PROMPT_TOKENS);
        assertThat(data.get(4)).isEqualTo("[DONE]");
        assertThat(data).hasSize(5);
    }

    @Test
    void should_stream_the_arguments_of_a_tool_call_in_pieces() throws Exception {
        server.chat(ServerReply.toolCall("c1", "search", "{\"q\":\"天气\"}"));
        StringBuilder arguments = new StringBuilder();
        for (String data : data(post("/chat/completions", STREAM).body())) {
            if (!data.equals("[DONE]")) {
                arguments.append(json.readTree(data)
                        .at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asText(""));
            }
        }
        assertThat(arguments).hasToString("{\"q\":\"天气\"}");
    }

    @Test
    void should_reply_error_statuses_with_retry_after_as_seconds_or_date() throws Exception {
        server.chat(
                ServerReply.status(429).retryAfter(Duration.ofSeconds(2)),
                ServerReply.status(503).retryAfter(Instant.parse("2026-03-01T08:00:00Z")),
                ServerReply.status(401));
        HttpResponse<String> limited = post("/chat/completions", PLAIN);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).contains("2");
        assertThat(json.readTree(limited.body()).at("/error/type").asText()).isEqualTo("rate_limit_error");
        HttpResponse<String> busy = post("/chat/completions", STREAM);
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("retry-after")).contains("Sun, 1 Mar 2026 08:00:00 GMT");
        assertThat(post("/chat/completions", PLAIN).statusCode()).isEqualTo(401);
    }

    @Test
    void should_send_broken_json_and_wrong_content_types() throws Exception {
        server.chat(
                ServerReply.text("hello").brokenJson(),
                ServerReply.text().body("<html>").contentType("text/html"));
        String broken = post("/chat/completions", PLAIN).body();
        assertThatThrownBy(() -> json.readTree(broken)).isInstanceOf(JsonProcessingException.class);
        HttpResponse<String> page = post("/chat/completions", PLAIN);
        assertThat(page.body()).isEqualTo("<html>");
        assertThat(page.headers().firstValue("content-type")).contains("text/html");
    }

    @Test
    void should_stall_before_the_first_byte_until_it_is_released() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        server.chat(ServerReply.text("late").stall(latch));
        CompletableFuture<HttpResponse<String>> reply =
                client.sendAsync(request("/chat/completions", PLAIN), HttpResponse.BodyHandlers.ofString());
        assertThatThrownBy(() -> reply.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        latch.countDown();
        assertThat(reply.get(60, TimeUnit.SECONDS).body()).contains("late");
    }

    @Test
    void should_stall_in_the_middle_of_a_stream_until_it_is_released() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        server.chat(ServerReply.text("one", "two").stallAfter(1, latch));
        try (BufferedReader lines = stream()) {
            assertThat(lines.readLine()).contains("one");
            lines.readLine();
            CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> line(lines));
            assertThatThrownBy(() -> next.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            latch.countDown();
            assertThat(next.get(60, TimeUnit.SECONDS)).contains("two");
        }
    }

    @Test
    void should_cut_the_connection_after_a_chunk_or_in_a_body() throws Exception {
        server.chat(
                ServerReply.text("one", "two").cutAfter(1),
                ServerReply.text("hello").cutAfter(1),
                ServerReply.text("hello").cutAfter(0));
        try (BufferedReader lines = stream()) {
            assertThat(lines.readLine()).contains("one");
            lines.readLine();
            assertThatThrownBy(lines::readLine).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> post("/chat/completions", PLAIN)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("/chat/completions", PLAIN)).isInstanceOf(IOException.class);
    }

    @Test
    void should_embed_every_input_and_fail_when_it_is_told_so() throws Exception {
        server.embeddings(ServerReply.status(500));
        String body = "{\"model\":\"e\",\"input\":[\"你好\",\"b\"]}";
        assertThat(post("/embeddings", body).statusCode()).isEqualTo(500);
        JsonNode reply = json.readTree(post("/embeddings", body).body());
        assertThat(reply.at("/data")).hasSize(2);
        assertThat((float) reply.at("/data/0/embedding/0").asDouble())
                .isEqualTo(new HashEmbeddingModel().embed("你好").content().vector()[0]);
        assertThat(reply.at("/model").asText()).isEqualTo("e");
    }

    @Test
    void should_list_models_and_know_no_other_path() throws Exception {
        HttpRequest models =
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/models")).build();
        assertThat(client.send(models, HttpResponse.BodyHandlers.ofString()).body())
                .contains("gpt-4o-mini");
        assertThat(post("/nothing", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void should_say_that_no_reply_is_scripted() throws Exception {
        HttpResponse<String> response = post("/chat/completions", PLAIN);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("no reply is scripted");
    }

    @Test
    void should_record_requests_without_the_key() throws Exception {
        server.chat(ServerReply.text("a"));
        post("/chat/completions", PLAIN);
        ServerRequest request = server.requests().get(0);
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.body()).isEqualTo(PLAIN);
        assertThat(request.isAuthorized()).isTrue();
        assertThat(request.toString()).doesNotContain("sk-test");
        assertThat(request.headers().get("content-type")).containsExactly("application/json");
    }

    @Test
    void should_close_with_a_stalled_reply_and_twice() throws Exception {
        server.chat(ServerReply.text("never").stall(new CountDownLatch(1)));
        CompletableFuture<HttpResponse<String>> reply =
                client.sendAsync(request("/chat/completions", PLAIN), HttpResponse.BodyHandlers.ofString());
        while (server.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        server.close();
        server.close();
        assertThatThrownBy(() -> reply.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .header("Authorization", "Bearer sk-test")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private BufferedReader stream() throws IOException, InterruptedException {
        InputStream body = client.send(request("/chat/completions", STREAM), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        return new BufferedReader(new InputStreamReader(body, UTF_8));
    }

    private static String line(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> data(String events) {
        return events.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }
}
