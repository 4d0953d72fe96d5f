package io.llmops.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ModelSpec;
import io.llmops.test.StreamRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls a real model, started by {@code dev/local-model.sh start}. Looks at traffic, usage and shapes: what so small a
 * model says is not the point.
 */
@Timeout(600)
class LocalModelTest {

    private static final String VARIABLE = "LLMOPS_LOCAL_MODEL_URL";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final OpenAiProvider provider = new OpenAiProvider();
    private String url = "";

    @BeforeEach
    void find() {
        url = Optional.ofNullable(System.getProperty(VARIABLE, System.getenv(VARIABLE)))
                .orElse("");
        assumeTrue(!url.isBlank(), "no local model: start one with dev/local-model.sh and set " + VARIABLE);
    }

    @Test
    void should_answer_and_report_usage() {
        ChatResponse response = provider.chatModel(spec("32")).chat(UserMessage.from("Name one fruit. 请说出一种水果。"));

        assertThat(response.aiMessage().text()).isNotBlank();
        Usage usage = provider.usage(response.tokenUsage()).orElseThrow();
        assertThat(usage.isKnown()).isTrue();
        assertThat(usage.input()).isPositive();
        assertThat(usage.tokens(TokenClass.OUTPUT)).isBetween(1L, 32L);
        assertThat(response.finishReason()).isNotNull();
    }

    @Test
    void should_stream_chunks_that_make_up_the_answer_and_end_once_with_usage() throws Exception {
        StreamRecord stream = new StreamRecord();
        provider.streamingChatModel(spec("24")).orElseThrow().chat("Count from one to ten.", stream);
        stream.await(TIMEOUT);

        assertThat(stream.errors()).isEmpty();
        assertThat(stream.chunks()).hasSizeGreaterThan(1);
        assertThat(stream.responses()).singleElement().satisfies(response -> {
            assertThat(response.aiMessage().text()).isEqualTo(stream.text());
            assertThat(response.tokenUsage().inputTokenCount()).isPositive();
            assertThat(response.tokenUsage().outputTokenCount()).isBetween(1, 24);
        });
    }

    @Test
    void should_hold_the_answer_to_a_schema() throws Exception {
        JsonObjectSchema person = JsonObjectSchema.builder()
                .addStringProperty("name")
                .addIntegerProperty("age")
                .required("name", "age")
                .additionalProperties(false)
                .build();
        ResponseFormat format = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(
                        JsonSchema.builder().name("person").rootElement(person).build())
                .build();
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Anna Meier is 34 years old. Give her name and age as JSON."))
                .responseFormat(format)
                .build();

        ChatResponse response = provider.chatModel(spec("128")).chat(request);

        JsonNode json = new ObjectMapper().readTree(response.aiMessage().text());
        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder("name", "age");
        assertThat(json.path("name").isTextual()).isTrue();
        assertThat(json.path("age").isIntegralNumber()).isTrue();
    }

    @Test
    void should_embed_equal_texts_equally() {
        EmbeddingModel model = provider.embeddingModel(
                ModelSpec.builder(ref()).baseUrl(url).timeout(TIMEOUT).build());

        float[] leave = model.embed("年假可以结转几天？").content().vector();
        float[] again = model.embed("年假可以结转几天？").content().vector();
        float[] other =
                model.embed("How many days of leave carry over?").content().vector();

        assertThat(leave).hasSizeGreaterThan(1).containsExactly(again, within(1e-3f));
        assertThat(other).hasSameSizeAs(leave).isNotEqualTo(leave);
    }

    private ModelSpec spec(String maxOutputTokens) {
        return ModelSpec.builder(ref())
                .baseUrl(url)
                .timeout(TIMEOUT)
                .settings(Map.of("temperature", "0", "seed", "1", "maxOutputTokens", maxOutputTokens))
                .build();
    }

    private static ModelRef ref() {
        return ModelRef.parse("openai/"
                + Optional.ofNullable(System.getenv("LLMOPS_LOCAL_MODEL")).orElse("smollm2"));
    }
}
