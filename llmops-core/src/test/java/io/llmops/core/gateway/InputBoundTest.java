package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBoundTest {

    private static final String MODEL = "gpt-4o";

    @Test
    void should_count_the_utf8_bytes_of_all_text_and_eight_a_message() {
        ChatRequest request = ChatRequest.builder()
                .messages(
                        SystemMessage.from("简短回答"),
                        UserMessage.from("user", List.of(TextContent.from("héllo"), TextContent.from("😀"))),
                        AiMessage.from(
                                "ok",
                                List.of(ToolExecutionRequest.builder()
                                        .id("1")
                                        .name("search")
                                        .arguments("{\"q\":\"年假\"}")
                                        .build())),
                        ToolExecutionResultMessage.from("1", "search", "十五天"))
                .build();
        long texts = utf8(
                "简短回答" + "user" + "héllo" + "😀" + "ok" + "1" + "search" + "{\"q\":\"年假\"}" + "1" + "search" + "十五天");
        assertThat(bound(request)).isEqualTo(texts + 5 * 8);
    }

    @Test
    void should_count_what_a_reasoning_model_thought_and_messages_of_a_providers_own() {
        assertThat(bound(ChatRequest.builder()
                        .messages(AiMessage.builder()
                                .text("a")
                                .thinking("long thought")
                                .build())
                        .build()))
                .isEqualTo(8 + 1 + "long thought".length());
        assertThat(bound(ChatRequest.builder()
                        .messages(CustomMessage.from(Map.of("content", "x".repeat(1_000))))
                        .build()))
                .isGreaterThan(1_000);
    }

    @Test
    void should_be_at_least_the_json_of_tools_and_schemas_whatever_is_in_them() {
        long seed = System.nanoTime();
        System.out.println("InputBoundTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            ToolSpecification tool = ToolSpecification.builder()
                    .name(text(random, 20))
                    .description(text(random, 200))
                    .parameters(object(random, 3))
                    .build();
            ChatRequest request = ChatRequest.builder()
                    .messages(UserMessage.from("x"))
                    .toolSpecifications(tool)
                    .build();
            assertThat(bound(request) - 9 - InputBound.FOR_TOOLS)
                    .as("seed %d, %d: %s", seed, i, tool)
                    .isGreaterThanOrEqualTo(utf8(tool.toJson()));
        }
    }

    @Test
    void should_count_the_schema_of_an_answer() {
        JsonSchema schema = JsonSchema.builder()
                .name("leave")
                .rootElement(object(new Random(7), 2))
                .build();
        ChatRequest plain =
                ChatRequest.builder().messages(UserMessage.from("x")).build();
        ChatRequest structured = plain.toBuilder()
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build();
        assertThat(bound(structured) - bound(plain)).isGreaterThan(InputBound.FOR_TOOLS);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, 1445",
        "openai/gpt-4o-2024-08-06, 1445",
        "gpt-4o-mini, 48169",
        "gpt-5-mini-2025-08-07, 2489",
        "gpt-5.2, 50000",
        "claude-sonnet-4, 4784",
        "qwen-vl, 50000"
    })
    void should_take_an_image_for_the_largest_that_the_model_counts(String model, long tokens) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from(ImageContent.from("https://example.com/a.png")))
                .build();
        assertThat(InputBound.of(request).applyAsLong(model)).isEqualTo(tokens + 8);
    }

    @Test
    void should_take_audio_for_a_whole_context_window() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from(AudioContent.from("https://example.com/a.mp3")))
                .build();
        assertThat(bound(request)).isGreaterThan(2_000_000);
    }

    @ParameterizedTest
    @CsvSource({"a", "é", "中", "😀", "\ud800", "x\udc00y", "é中😀a"})
    void should_count_utf8_as_java_encodes_it_or_more(String text) {
        assertThat(Utf8.length(text)).isGreaterThanOrEqualTo(utf8(text));
        assertThat(Utf8.length("é中😀a")).isEqualTo(utf8("é中😀a"));
    }

    private static JsonObjectSchema object(Random random, int depth) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder().description(text(random, 50));
        List<String> names = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> i + text(random, 10))
                .toList();
        for (String name : names) {
            switch (random.nextInt(depth > 0 ? 7 : 4)) {
                case 0 -> object.addStringProperty(name, text(random, 30));
                case 1 -> object.addIntegerProperty(name);
                case 2 -> object.addBooleanProperty(name, text(random, 30));
                case 3 ->
                    object.addProperty(
                            name,
                            JsonEnumSchema.builder()
                                    .enumValues(List.of(text(random, 9), "乙" + text(random, 9)))
                                    .build());
                case 4 -> object.addProperty(name, object(random, depth - 1));
                case 5 ->
                    object.addProperty(
                            name,
                            JsonArraySchema.builder()
                                    .items(object(random, depth - 1))
                                    .build());
                default -> object.addProperty(name, JsonRawSchema.from("{\"type\":\"string\"}"));
            }
        }
        return object.required(names).additionalProperties(false).build();
    }

    /** Letters, quotes, control characters, Chinese and signs beyond the basic plane. */
    private static String text(Random random, int most) {
        String signs = "ab \"\\\n\t\u0001é中文";
        return IntStream.range(0, random.nextInt(most) + 1)
                .mapToObj(i -> {
                    int n = random.nextInt(signs.length() + 1);
                    return n == signs.length() ? "😀" : signs.substring(n, n + 1);
                })
                .collect(Collectors.joining());
    }

    private static long bound(ChatRequest request) {
        return InputBound.of(request).applyAsLong(MODEL);
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
