package io.llmops.core.cache;

import static io.llmops.core.cache.Chats.SCOPE;
import static io.llmops.core.cache.Chats.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.llmops.api.model.SeededParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CacheKeyTest {

    @Test
    void should_be_the_same_for_equal_chats() {
        assertThat(key(ask("年假有几天？"))).isEqualTo(key(ask("年假有几天？"))).matches("[0-9a-f]{64}");
    }

    @Test
    void should_differ_with_each_part_of_the_scope() {
        ChatRequest request = ask("q");
        List<CacheScope> scopes = List.of(
                SCOPE,
                new CacheScope("acme2", "faq", "answer@3", "openai/gpt-4o-mini", null),
                new CacheScope(null, "faq", "answer@3", "openai/gpt-4o-mini", null),
                new CacheScope("", "faq", "answer@3", "openai/gpt-4o-mini", null),
                new CacheScope("acme", "faq2", "answer@3", "openai/gpt-4o-mini", null),
                new CacheScope("acmef", "aq", "answer@3", "openai/gpt-4o-mini", null),
                new CacheScope("acme", "faq", "answer@4", "openai/gpt-4o-mini", null),
                new CacheScope("acme", "faq", null, "openai/gpt-4o-mini", null),
                new CacheScope("acme", "faq", "answer@3", "openai/gpt-4o", null));

        assertThat(scopes.stream().map(s -> CacheKey.of(s, request, null).exact()))
                .doesNotHaveDuplicates();
    }

    @Test
    void should_differ_with_each_parameter() {
        List<ChatRequestParameters> all = new ArrayList<>();
        all.add(ChatRequestParameters.builder().build());
        all.add(ChatRequestParameters.builder().modelName("m").build());
        all.add(ChatRequestParameters.builder().temperature(0.0).build());
        all.add(ChatRequestParameters.builder().topP(0.0).build());
        all.add(ChatRequestParameters.builder().topK(0).build());
        all.add(ChatRequestParameters.builder().frequencyPenalty(0.0).build());
        all.add(ChatRequestParameters.builder().presencePenalty(0.0).build());
        all.add(ChatRequestParameters.builder().maxOutputTokens(1).build());
        all.add(SeededParameters.of(ChatRequestParameters.builder().build(), 1));
        all.add(SeededParameters.of(ChatRequestParameters.builder().build(), 2));
        all.add(ChatRequestParameters.builder().stopSequences("ab").build());
        all.add(ChatRequestParameters.builder().stopSequences("a", "b").build());
        all.add(ChatRequestParameters.builder().toolChoice(ToolChoice.REQUIRED).build());
        all.add(ChatRequestParameters.builder()
                .responseFormat(ResponseFormat.JSON)
                .build());
        all.add(ChatRequestParameters.builder().responseFormat(format("a")).build());
        all.add(ChatRequestParameters.builder().responseFormat(format("b")).build());
        all.add(ChatRequestParameters.builder()
                .toolSpecifications(tool("a", null))
                .build());
        all.add(ChatRequestParameters.builder()
                .toolSpecifications(tool("b", null))
                .build());
        all.add(ChatRequestParameters.builder()
                .toolSpecifications(tool("a", "days"))
                .build());

        assertThat(all.stream()
                        .map(p -> key(ChatRequest.builder()
                                .messages(UserMessage.from("q"))
                                .parameters(p)
                                .build())))
                .doesNotHaveDuplicates();
    }

    @Test
    void should_take_the_models_own_parameters_where_the_request_has_none() {
        ChatRequest bare = ask("q");
        ChatRequestParameters cold =
                ChatRequestParameters.builder().temperature(0.0).build();

        assertThat(CacheKey.of(SCOPE, bare, cold).exact())
                .isNotEqualTo(key(bare))
                .isEqualTo(key(bare.toBuilder().parameters(cold).build()));
    }

    @Test
    void should_differ_with_each_message_its_kind_and_its_parts() {
        List<List<ChatMessage>> all = List.of(
                List.of(UserMessage.from("ab")),
                List.of(SystemMessage.from("ab")),
                List.of(AiMessage.from("ab")),
                List.of(UserMessage.from("a"), UserMessage.from("b")),
                List.of(UserMessage.from("b"), UserMessage.from("a")),
                List.of(UserMessage.from("name", "ab")),
                List.of(UserMessage.from(TextContent.from("a"), TextContent.from("b"))),
                List.of(UserMessage.from(TextContent.from("ab"), ImageContent.from("AAAA", "image/png"))),
                List.of(UserMessage.from(TextContent.from("ab"), ImageContent.from("AAAB", "image/png"))),
                List.of(AiMessage.builder().text("ab").thinking("hm").build()),
                List.of(AiMessage.from(call("1", "{}"))),
                List.of(AiMessage.from(call("2", "{}"))),
                List.of(AiMessage.from(call("1", "{\"a\":1}"))),
                List.of(ToolExecutionResultMessage.from("1", "t", "ab")),
                List.of(ToolExecutionResultMessage.from("1", "u", "ab")));

        assertThat(all.stream()
                        .map(messages ->
                                key(ChatRequest.builder().messages(messages).build())))
                .doesNotHaveDuplicates();
    }

    @Test
    void should_leave_out_the_mark_that_every_request_has_anew() {
        assertThat(marked("k3f9x2aaaaaa")).isEqualTo(marked("zzzzzz999999"));
    }

    @Test
    void should_tell_a_question_from_what_stands_around_it() {
        CacheKey first = CacheKey.of(SCOPE, ask("a"), null);
        CacheKey second = CacheKey.of(SCOPE, ask("b"), null);
        Map<String, ChatRequest> others = new HashMap<>();
        put(others, "system", r -> r.messages(SystemMessage.from("other"), UserMessage.from("a")));
        put(others, "parameters", r -> r.messages(ask("a").messages()).temperature(0.5));
        put(
                others,
                "history",
                r -> r.messages(
                        SystemMessage.from("Answer briefly. 请简短回答。"), UserMessage.from("a"), UserMessage.from("a")));

        assertThat(first.around()).isEqualTo(second.around());
        assertThat(first.question()).isEqualTo("a");
        others.forEach((what, request) ->
                assertThat(CacheKey.of(SCOPE, request, null).around()).as(what).isNotEqualTo(first.around()));
        assertThat(CacheKey.of(Chats.scope("acme2"), ask("a"), null).around()).isNotEqualTo(first.around());
    }

    @Test
    void should_see_no_question_in_what_is_not_one_text() {
        assertThat(CacheKey.of(
                                SCOPE,
                                ChatRequest.builder()
                                        .messages(AiMessage.from("a"))
                                        .build(),
                                null)
                        .question())
                .isNull();
        assertThat(CacheKey.of(
                                SCOPE,
                                ChatRequest.builder()
                                        .messages(UserMessage.from(
                                                TextContent.from("a"), ImageContent.from("AAAA", "image/png")))
                                        .build(),
                                null)
                        .question())
                .isNull();
    }

    private static void put(Map<String, ChatRequest> requests, String what, Consumer<ChatRequest.Builder> change) {
        ChatRequest.Builder request = ChatRequest.builder();
        change.accept(request);
        requests.put(what, request.build());
    }

    private static String marked(String mark) {
        CacheScope scope = new CacheScope("acme", "faq", null, "m", mark);
        return CacheKey.of(scope, ask("<passage mark=\"" + mark + "\">x</passage " + mark + ">"), null)
                .exact();
    }

    private static String key(ChatRequest request) {
        return CacheKey.of(SCOPE, request, null).exact();
    }

    private static ToolExecutionRequest call(String id, String arguments) {
        return ToolExecutionRequest.builder()
                .id(id)
                .name("t")
                .arguments(arguments)
                .build();
    }

    private static ToolSpecification tool(String name, @org.jspecify.annotations.Nullable String property) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        if (property != null) {
            schema.addIntegerProperty(property);
        }
        return ToolSpecification.builder().name(name).parameters(schema.build()).build();
    }

    private static ResponseFormat format(String property) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonObjectSchema.builder()
                                .addStringProperty(property)
                                .build())
                        .build())
                .build();
    }
}
