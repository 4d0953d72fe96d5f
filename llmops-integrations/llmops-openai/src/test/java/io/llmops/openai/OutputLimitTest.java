package io.llmops.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.llmops.LlmOps;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.core.budget.Budget;
import io.llmops.core.gateway.ModelGateway;
import io.llmops.test.FaultServer;
import io.llmops.test.ServerReply;
import io.llmops.test.StreamRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit of output tokens as it goes over the wire: under one name, the one that the model knows. */
@Timeout(300)
class OutputLimitTest {

    private static final String OLDER = "max_tokens";
    private static final String NEWER = "max_completion_tokens";
    private static final Budget PLENTY = Budget.tokens(1_000_000);

    private final FaultServer server = FaultServer.start();
    private final LlmOps ops = LlmOps.builder()
            .environment(name ->
                    Map.of(OpenAiProvider.URL_VARIABLE, server.baseUrl()).get(name))
            .build();

    @AfterEach
    void close() {
        ops.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5, " + NEWER,
        "gpt-5-mini, " + NEWER,
        "gpt-5.1, " + NEWER,
        "o1, " + NEWER,
        "o3-mini, " + NEWER,
        "o4-mini-2025-04-16, " + NEWER,
        "ft:gpt-5-nano:acme, " + NEWER,
        "gpt-4o, " + OLDER,
        "gpt-oss-20b, " + OLDER,
        "openai/gpt-5, " + OLDER,
        "o-model, " + OLDER,
        "qwen3, " + OLDER
    })
    void should_bound_a_budgeted_call_under_the_one_name_that_the_model_knows(String model, String name)
            throws IOException {
        server.chat(ServerReply.text("a"), ServerReply.text("b"), ServerReply.text("c"));
        ChatModel chat = ops.scenario("s")
                .model("openai/" + model)
                .budget(PLENTY)
                .build()
                .chatModel();

        chat.chat("有什么规定？");
        chat.chat(asking(ChatRequestParameters.builder().maxOutputTokens(500).build()));
        chat.chat(asking(ChatRequestParameters.builder().build()));

        assertLimit(0, name, 4_096);
        assertLimit(1, name, 500);
        assertLimit(2, name, 4_096);
    }

    @Test
    void should_keep_to_the_limit_that_a_wrapped_model_has_under_the_newer_name() throws Exception {
        server.chat(ServerReply.text("a").usage(5, 2), ServerReply.text("b").usage(5, 2));
        ChatModel wrapped = OpenAiChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName("gpt-5")
                .maxCompletionTokens(32_000)
                .maxRetries(0)
                .build();
        assertThatThrownBy(() -> ops.scenario("small")
                        .budget(Budget.tokens(32_000))
                        .wrap(wrapped)
                        .chat("q"))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(server.requests()).isEmpty();

        ChatModel enough = ops.scenario("large").budget(Budget.tokens(33_000)).wrap(wrapped);
        enough.chat("q");
        enough.chat(asking(ChatRequestParameters.builder().maxOutputTokens(500).build()));

        assertLimit(0, NEWER, 32_000);
        assertLimit(1, NEWER, 500);
    }

    @Test
    void should_bound_a_stream_in_the_same_way() throws Exception {
        server.chat(ServerReply.text("a"), ServerReply.text("b"));
        StreamingChatModel newer = OpenAiStreamingChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName("o3")
                .build();
        StreamingChatModel model = ops.scenario("s").budget(PLENTY).wrap(newer);

        stream(model, ChatRequestParameters.builder().build());
        stream(model, ChatRequestParameters.builder().maxOutputTokens(7).build());

        assertLimit(0, NEWER, 4_096);
        assertLimit(1, NEWER, 7);
    }

    @Test
    void should_give_each_of_several_endpoints_its_own_name_and_limit() throws Exception {
        server.chat(ServerReply.status(404), ServerReply.text("a"), ServerReply.status(404), ServerReply.text("b"));
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("new", model("gpt-5").maxCompletionTokens(9_000).build())
                .endpoint("old", model("qwen3").build())
                .fallback("old")
                .cooldown(Duration.ZERO)
                .budget(PLENTY)
                .build()) {
            gateway.chat("q");
            gateway.chat(asking(OpenAiChatRequestParameters.builder()
                    .maxCompletionTokens(300)
                    .maxOutputTokens(200)
                    .build()));
        }
        assertLimit(0, NEWER, 9_000);
        assertLimit(1, OLDER, 4_096);
        assertLimit(2, NEWER, 300);
    }

    @Test
    void should_believe_a_request_that_chooses_the_newer_name() throws Exception {
        server.chat(ServerReply.text("a"));
        ChatModel model = ops.scenario("s").budget(PLENTY).wrap((ChatModel)
                model("my-deployment").build());

        model.chat(asking(
                OpenAiChatRequestParameters.builder().maxCompletionTokens(64).build()));

        assertLimit(0, NEWER, 64);
    }

    private OpenAiChatModel.OpenAiChatModelBuilder model(String name) {
        return OpenAiChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName(name)
                .maxRetries(0);
    }

    private void stream(StreamingChatModel model, ChatRequestParameters parameters) throws InterruptedException {
        StreamRecord heard = new StreamRecord();
        model.chat(asking(parameters), heard);
        assertThat(heard.await(Duration.ofSeconds(60)).errors()).isEmpty();
    }

    private static ChatRequest asking(ChatRequestParameters parameters) {
        return ChatRequest.builder()
                .messages(UserMessage.from("q"))
                .parameters(parameters)
                .build();
    }

    private void assertLimit(int request, String name, int limit) throws IOException {
        JsonNode body =
                new ObjectMapper().readTree(server.requests().get(request).body());
        assertThat(body.path(name).asInt())
                .as("%s of request %d", name, request)
                .isEqualTo(limit);
        assertThat(body.has(name.equals(OLDER) ? NEWER : OLDER))
                .as("the other name")
                .isFalse();
    }
}
