package io.llmops.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Secret;
import io.llmops.api.model.SeededParameters;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.test.FaultServer;
import io.llmops.test.HashEmbeddingModel;
import io.llmops.test.ServerReply;
import io.llmops.test.ServerRequest;
import io.llmops.test.StreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OpenAiProviderTest {

    private static final String KEY = "sk-live-0123456789";

    private final OpenAiProvider provider = new OpenAiProvider();
    private final FaultServer server = FaultServer.start();
    private final ObjectMapper json = new ObjectMapper();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void should_be_found_as_chat_and_embedding_provider() {
        assertThat(ServiceLoader.load(ChatModelProvider.class))
                .anySatisfy(found -> assertThat(found.name()).isEqualTo("openai"));
        assertThat(ServiceLoader.load(EmbeddingModelProvider.class))
                .anySatisfy(found -> assertThat(found.name()).isEqualTo("openai"));
    }

    @Test
    void should_answer_in_chinese_and_report_usage_by_class() {
        server.chat(ServerReply.text("你好，世界").usage(12, 5, 8, 2));

        ChatResponse response = provider.chatModel(local().build()).chat(UserMessage.from("问候"));

        assertThat(response.aiMessage().text()).isEqualTo("你好，世界");
        var usage = provider.usage(response.tokenUsage()).orElseThrow();
        assertThat(usage.tokens(TokenClass.FRESH_INPUT)).isEqualTo(4);
        assertThat(usage.tokens(TokenClass.CACHE_READ)).isEqualTo(8);
        assertThat(usage.tokens(TokenClass.OUTPUT)).isEqualTo(3);
        assertThat(usage.tokens(TokenClass.REASONING)).isEqualTo(2);
    }

    @Test
    void should_count_reasoning_that_stands_beside_the_output() {
        server.chat(ServerReply.text()
                .body("{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":35,\"completion_tokens\":12,\"total_tokens\":109}}"));
        var usage = provider.usage(provider.chatModel(local().build())
                        .chat(UserMessage.from("q"))
                        .metadata())
                .orElseThrow();
        assertThat(usage.tokens(TokenClass.OUTPUT)).isEqualTo(12);
        assertThat(usage.tokens(TokenClass.REASONING)).isEqualTo(62);
        assertThat(usage.total()).isEqualTo(109);
    }

    @Test
    void should_take_negative_counts_for_unknown_usage() {
        var negative = OpenAiTokenUsage.builder()
                .inputTokenCount(-1)
                .outputTokenCount(5)
                .build();
        assertThat(provider.usage(negative)).contains(Usage.unknown());
    }

    @Test
    void should_leave_usage_of_another_kind_to_others() {
        assertThat(provider.usage(new TokenUsage(1, 2))).isEmpty();
    }

    @Test
    void should_send_the_settings_under_the_names_that_compatible_servers_know() throws Exception {
        server.chat(ServerReply.text("a"));
        Map<String, String> settings =
                Map.of("temperature", "0.5", "topP", "0.9", "maxOutputTokens", "64", "seed", "7", "project", "p1");

        provider.chatModel(local().settings(settings).build()).chat("hi");

        JsonNode body = body(0);
        assertThat(body.path("model").asText()).isEqualTo("m");
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(64);
        assertThat(body.has("max_completion_tokens")).isFalse();
        assertThat(body.path("seed").asInt()).isEqualTo(7);
        assertThat(server.requests().get(0).headers().get("openai-project")).containsExactly("p1");
    }

    @Test
    void should_send_the_seed_of_a_request_with_the_other_parameters() throws Exception {
        server.chat(ServerReply.text("a"));
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .parameters(SeededParameters.of(
                        ChatRequestParameters.builder().temperature(0.2).build(), 11))
                .build();

        provider.chatModel(local().settings(Map.of("seed", "7", "topP", "0.9")).build())
                .chat(request);

        assertThat(body(0).path("seed").asInt()).isEqualTo(11);
        assertThat(body(0).path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(body(0).path("top_p").asDouble()).isEqualTo(0.9);
    }

    @Test
    void should_send_the_schema_of_a_prompt() throws Exception {
        server.chat(ServerReply.text("{}"));
        ChatRequestParameters parameters = PromptDraft.builder("p")
                .user("hi")
                .parameters(
                        p -> p.schema("invoice", "{\"type\":\"object\",\"properties\":{\"金额\":{\"type\":\"number\"}}}"))
                .build()
                .parameters()
                .toRequest();

        provider.chatModel(local().build())
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("hi"))
                        .parameters(parameters)
                        .build());

        JsonNode format = body(0).path("response_format").path("json_schema");
        assertThat(format.path("name").asText()).isEqualTo("invoice");
        assertThat(format.at("/schema/properties/金额/type").asText()).isEqualTo("number");
    }

    @Test
    void should_use_the_newer_name_of_the_limit_at_openai_itself() {
        ModelSpec spec = spec().apiKey(Secret.of(KEY))
                .settings(Map.of("maxOutputTokens", "64"))
                .build();
        assertThat(provider.chatModel(spec).defaultRequestParameters())
                .isInstanceOfSatisfying(OpenAiChatRequestParameters.class, parameters -> {
                    assertThat(parameters.maxCompletionTokens()).isEqualTo(64);
                    assertThat(parameters.maxOutputTokens()).isNull();
                });
    }

    @Test
    void should_send_nothing_that_was_not_set() throws Exception {
        server.chat(ServerReply.text("a"));
        provider.chatModel(local().build()).chat("hi");
        assertThat(body(0).fieldNames()).toIterable().containsExactlyInAnyOrder("model", "messages", "stream");
    }

    @Test
    void should_send_the_key_only_where_there_is_one_and_never_ask_to_upgrade_plain_http() {
        server.chat(ServerReply.text("a"), ServerReply.text("b"));
        provider.chatModel(local().build()).chat("hi");
        provider.chatModel(local().apiKey(Secret.of(KEY)).build()).chat("hi");

        List<ServerRequest> requests = server.requests();
        assertThat(requests.get(0).isAuthorized()).isFalse();
        assertThat(requests.get(1).isAuthorized()).isTrue();
        assertThat(requests).allSatisfy(r -> assertThat(r.headers()).doesNotContainKeys("upgrade", "http2-settings"));
    }

    @Test
    void should_stream_chunks_and_end_once_with_usage() throws Exception {
        server.chat(ServerReply.text("你", "好").usage(9, 2));

        StreamRecord stream = stream("hi");

        assertThat(stream.chunks()).containsExactly("你", "好");
        assertThat(stream.errors()).isEmpty();
        assertThat(stream.responses()).singleElement().satisfies(r -> {
            assertThat(r.aiMessage().text()).isEqualTo("你好");
            assertThat(r.tokenUsage().inputTokenCount()).isEqualTo(9);
            assertThat(r.tokenUsage().outputTokenCount()).isEqualTo(2);
        });
        assertThat(body(0).at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    @Test
    void should_embed_in_the_order_given() {
        List<TextSegment> texts = List.of(TextSegment.from("年假"), TextSegment.from("leave"));

        var embeddings =
                provider.embeddingModel(local().build()).embedAll(texts).content();

        HashEmbeddingModel expected = new HashEmbeddingModel();
        assertThat(embeddings).hasSize(2);
        assertThat(embeddings.get(0).vector())
                .isEqualTo(expected.embed("年假").content().vector());
        assertThat(embeddings.get(1).vector())
                .isEqualTo(expected.embed("leave").content().vector());
    }

    @Test
    void should_tell_that_it_holds_answers_to_a_schema_unless_told_otherwise() {
        ChatModel able = provider.chatModel(local().build());
        ChatModel unable = provider.chatModel(
                local().settings(Map.of("jsonSchema", "false")).build());
        assertThat(able.supportedCapabilities()).contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        assertThat(unable.supportedCapabilities()).isEmpty();
    }

    @Test
    void should_ask_for_key_or_base_url_by_name_where_there_is_neither() {
        ModelSpec spec = spec().build();
        assertThatThrownBy(() -> provider.chatModel(spec))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("openai/m")
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageContaining("OPENAI_BASE_URL");
        assertThatThrownBy(() -> provider.streamingChatModel(spec)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> provider.embeddingModel(spec)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> provider.chatModel(
                        spec().baseUrl("https://api.openai.com/v1/").build()))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void should_take_key_and_base_url_from_the_environment() {
        server.chat(ServerReply.text("a"));
        Map<String, String> environment = Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", server.baseUrl());
        provider.chatModel(spec().environment(environment::get).build()).chat("hi");
        assertThat(server.requests().get(0).isAuthorized()).isTrue();
    }

    @Test
    void should_refuse_unknown_settings_and_name_the_known_ones() {
        ModelSpec spec = local().settings(Map.of("temprature", "1")).build();
        assertThatThrownBy(() -> provider.chatModel(spec))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("temprature")
                .hasMessageContaining("maxOutputTokens, organization, project, seed, temperature, topP");
        assertThatThrownBy(() -> provider.embeddingModel(
                        local().settings(Map.of("seed", "1")).build()))
                .hasMessageContaining("unknown setting seed; known are dimensions");
    }

    @Test
    void should_refuse_a_base_url_that_is_none_without_repeating_it() {
        for (String url :
                List.of("ftp://host/v1", "not a url", "https://", "https://user:hunter2@host/v1", "host:8080")) {
            assertThatThrownBy(() -> provider.chatModel(spec().baseUrl(url).build()))
                    .as(url)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("OPENAI_BASE_URL")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void should_not_show_the_key_in_any_text_form() {
        ModelSpec spec = local().apiKey(Secret.of(KEY)).build();
        assertThat(List.of(
                        spec,
                        provider.chatModel(spec),
                        provider.streamingChatModel(spec).orElseThrow(),
                        provider.embeddingModel(spec)))
                .allSatisfy(o -> assertThat(o.toString()).doesNotContain(KEY));
    }

    private StreamRecord stream(String prompt) throws InterruptedException {
        StreamRecord stream = new StreamRecord();
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from(prompt)).build();
        provider.streamingChatModel(local().build()).orElseThrow().chat(request, stream);
        return stream.await(Duration.ofSeconds(60));
    }

    private JsonNode body(int request) throws Exception {
        return json.readTree(server.requests().get(request).body());
    }

    private ModelSpec.Builder local() {
        return spec().baseUrl(server.baseUrl());
    }

    /** Without the variables of the machine that runs the test. */
    private static ModelSpec.Builder spec() {
        return ModelSpec.builder(ModelRef.parse("openai/m")).environment(name -> null);
    }
}
