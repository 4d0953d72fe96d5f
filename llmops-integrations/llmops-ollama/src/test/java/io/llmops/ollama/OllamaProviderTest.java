package io.llmops.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.test.StreamRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OllamaProviderTest {

    private static final String KEY = "ollama-key-0123456789";
    private static final String ANSWER = "{\"model\":\"qwen3:0.6b\",\"created_at\":\"2026-03-01T08:00:00Z\","
            + "\"message\":{\"role\":\"assistant\",\"content\":\"你好\"},\"done_reason\":\"stop\",\"done\":true,"
            + "\"prompt_eval_count\":11,\"eval_count\":3}";

    private final OllamaProvider provider = new OllamaProvider();
    private final ObjectMapper json = new ObjectMapper();
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
    void should_be_found_and_be_local() {
        assertThat(ServiceLoader.load(ChatModelProvider.class)).anySatisfy(found -> {
            assertThat(found.name()).isEqualTo("ollama");
            assertThat(found.local()).isTrue();
        });
        assertThat(ServiceLoader.load(EmbeddingModelProvider.class))
                .anySatisfy(found -> assertThat(found.name()).isEqualTo("ollama"));
    }

    @Test
    void should_answer_in_chinese_with_usage() {
        server.reply("/api/chat", 200, ANSWER);
        ChatResponse response = provider.chatModel(local().build()).chat(UserMessage.from("问候"));
        assertThat(response.aiMessage().text()).isEqualTo("你好");
        assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(11);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(3);
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(server.requests()).singleElement().satisfies(r -> {
            assertThat(r.body()).contains("问候");
            assertThat(r.authorized()).isFalse();
        });
    }

    @Test
    void should_send_the_settings_under_ollamas_names() throws Exception {
        server.reply("/api/chat", 200, ANSWER);
        provider.chatModel(local().settings(Map.of(
                                "temperature", "0",
                                "topP", "0.9",
                                "topK", "20",
                                "maxOutputTokens", "64",
                                "seed", "7",
                                "contextLength", "8192",
                                "think", "false"))
                        .build())
                .chat("hi");
        JsonNode body = json.readTree(server.requests().get(0).body());
        assertThat(body.path("model").asText()).isEqualTo("qwen3:0.6b");
        assertThat(body.at("/options/temperature").asDouble()).isZero();
        assertThat(body.at("/options/top_p").asDouble()).isEqualTo(0.9);
        assertThat(body.at("/options/top_k").asInt()).isEqualTo(20);
        assertThat(body.at("/options/num_predict").asInt()).isEqualTo(64);
        assertThat(body.at("/options/seed").asInt()).isEqualTo(7);
        assertThat(body.at("/options/num_ctx").asInt()).isEqualTo(8192);
        assertThat(body.path("think").asBoolean(true)).isFalse();
    }

    @Test
    void should_send_the_seed_of_a_request_with_its_schema_and_the_other_parameters() throws Exception {
        server.reply("/api/chat", 200, chunk("{}") + done(9, 2));
        ChatRequestParameters parameters = PromptDraft.builder("p")
                .user("hi")
                .parameters(
                        p -> p.temperature(0.2).seed(11).schema("answer", "{\"type\":\"object\",\"properties\":{}}"))
                .build()
                .parameters()
                .toRequest();
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .parameters(parameters)
                .build();
        StreamRecord stream = new StreamRecord();
        provider.streamingChatModel(
                        local().settings(Map.of("seed", "7", "topK", "20")).build())
                .orElseThrow()
                .chat(request, stream);
        stream.await(Duration.ofSeconds(60));
        JsonNode body = json.readTree(server.requests().get(0).body());
        assertThat(body.at("/options/seed").asInt()).isEqualTo(11);
        assertThat(body.at("/options/temperature").asDouble()).isEqualTo(0.2);
        assertThat(body.at("/options/top_k").asInt()).isEqualTo(20);
        assertThat(body.at("/format/type").asText()).isEqualTo("object");
    }

    @Test
    void should_stream_chunks_and_end_once_with_usage() throws Exception {
        server.reply("/api/chat", 200, chunk("你") + chunk("好") + done(9, 2));
        StreamRecord stream = new StreamRecord();
        provider.streamingChatModel(local().build()).orElseThrow().chat("hi", stream);
        stream.await(Duration.ofSeconds(60));
        assertThat(stream.chunks()).containsExactly("你", "好");
        assertThat(stream.errors()).isEmpty();
        assertThat(stream.responses()).singleElement().satisfies(r -> {
            assertThat(r.aiMessage().text()).isEqualTo("你好");
            assertThat(r.tokenUsage().inputTokenCount()).isEqualTo(9);
            assertThat(r.tokenUsage().outputTokenCount()).isEqualTo(2);
        });
    }

    @Test
    void should_call_tools_plain_and_in_a_stream() throws Exception {
        String call = "{\"model\":\"m\",\"created_at\":\"2026-03-01T08:00:00Z\",\"message\":{\"role\":\"assistant\","
                + "\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"北京\"}}}]},"
                + "\"done\":%s}";
        server.reply("/api/chat", 200, call.formatted("true,\"done_reason\":\"stop\""))
                .reply("/api/chat", 200, call.formatted("false") + "\n" + done(9, 2));
        StreamRecord stream = new StreamRecord();
        ChatResponse plain = provider.chatModel(local().build()).chat(UserMessage.from("天气"));
        provider.streamingChatModel(local().build()).orElseThrow().chat("天气", stream);
        stream.await(Duration.ofSeconds(60));
        for (ChatResponse response : List.of(plain, stream.responses().get(0))) {
            assertThat(response.aiMessage().toolExecutionRequests())
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.name()).isEqualTo("weather");
                        assertThat(json.readTree(request.arguments())
                                        .path("city")
                                        .asText())
                                .isEqualTo("北京");
                    });
        }
    }

    @Test
    void should_embed_in_the_order_given() throws Exception {
        server.reply(
                "/api/embed", 200, "{\"model\":\"m\",\"embeddings\":[[0.5,1.0],[0.25,-1.0]],\"prompt_eval_count\":4}");
        var embeddings = provider.embeddingModel(local().build())
                .embedAll(List.of(TextSegment.from("年假"), TextSegment.from("leave")))
                .content();
        assertThat(embeddings.get(0).vector()).containsExactly(0.5f, 1.0f);
        assertThat(embeddings.get(1).vector()).containsExactly(0.25f, -1.0f);
        JsonNode input = json.readTree(server.requests().get(0).body()).path("input");
        assertThat(input.get(0).asText()).isEqualTo("年假");
    }

    @Test
    void should_tell_that_it_holds_answers_to_a_schema() {
        assertThat(provider.chatModel(local().build()).supportedCapabilities())
                .contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    @Test
    void should_take_the_url_from_the_environment_and_send_a_key_if_there_is_one() {
        server.reply("/api/chat", 200, ANSWER).reply("/api/chat", 200, ANSWER);
        Map<String, String> host = Map.of("OLLAMA_HOST", "0.0.0.0:" + server.port());
        provider.chatModel(spec().environment(host::get).build()).chat("hi");
        Map<String, String> both =
                Map.of("OLLAMA_HOST", "nowhere.invalid", "OLLAMA_BASE_URL", server.url() + "/", "OLLAMA_API_KEY", KEY);
        ModelSpec spec = spec().environment(both::get).build();
        provider.chatModel(spec).chat("hi");
        assertThat(server.requests()).extracting(FakeOllama.Request::authorized).containsExactly(false, true);
        assertThat(provider.chatModel(spec).toString()).doesNotContain(KEY);
    }

    @Test
    void should_refuse_unknown_settings_and_name_the_known_ones() {
        assertThatThrownBy(() -> provider.chatModel(
                        local().settings(Map.of("num_ctx", "1")).build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("num_ctx")
                .hasMessageContaining("contextLength, maxOutputTokens, seed, temperature, think, topK, topP");
        assertThatThrownBy(() -> provider.embeddingModel(
                        local().settings(Map.of("seed", "1")).build()))
                .isInstanceOf(ConfigurationException.class);
    }

    static String chunk(String text) {
        return "{\"model\":\"m\",\"created_at\":\"2026-03-01T08:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\""
                + text + "\"},\"done\":false}\n";
    }

    static String done(int input, int output) {
        return "{\"model\":\"m\",\"created_at\":\"2026-03-01T08:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
                + "\"done_reason\":\"stop\",\"done\":true,\"prompt_eval_count\":" + input + ",\"eval_count\":" + output
                + "}\n";
    }

    private ModelSpec.Builder local() {
        return spec().baseUrl(server.url());
    }

    /** Without the variables of the machine that runs the test. */
    private static ModelSpec.Builder spec() {
        return ModelSpec.builder(new ModelRef("ollama", "qwen3:0.6b")).environment(name -> null);
    }
}
