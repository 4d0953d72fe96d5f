package io.llmops.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.spi.JsonSchemaCheck;
import io.llmops.api.spi.JsonSchemaCheck.Problem;
import io.llmops.core.guard.output.OutputCheck;
import io.llmops.test.ScriptedChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkntProviderTest {

    private static final String ORDER = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema",
         "type": "object", "required": ["dish", "guests"], "additionalProperties": false,
         "properties": {"dish": {"type": "string", "minLength": 1},
                        "guests": {"$ref": "#/$defs/count"}},
         "$defs": {"count": {"type": "integer", "minimum": 1}}}\
        """;

    private final JsonSchemaCheck check = new NetworkntProvider().check(ORDER);

    @Test
    void should_find_nothing_wrong_with_what_is_valid() {
        assertThat(check.problems("{\"dish\": \"面\", \"guests\": 2}")).isEmpty();
    }

    @Test
    void should_say_where_and_what_is_wrong() {
        assertThat(check.problems("{\"guests\": 0}"))
                .extracting(Problem::keyword)
                .containsExactlyInAnyOrder("required", "minimum");
        assertThat(check.problems("{\"guests\": 0}"))
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("guests") && m.contains("1"));
        assertThat(check.problems("[]")).extracting(Problem::keyword).containsExactly("type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "{\"type\": \"object\", \"properties\": {\"a\": {\"pattern\": \"(\"}}}"})
    void should_refuse_what_is_no_schema(String schema) {
        assertThatThrownBy(() -> new NetworkntProvider().check(schema)).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/x.json", "file:///etc/hostname", "classpath:x.json"})
    void should_load_nothing_from_elsewhere(String elsewhere) {
        assertThatThrownBy(() -> new NetworkntProvider().check("{\"$ref\": \"" + elsewhere + "\"}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nothing is loaded from elsewhere");
    }

    @Test
    void should_have_a_model_mend_its_answer_in_a_scenario(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("order.schema.json"), ORDER);
        ScriptedChatModel model = ScriptedChatModel.replying(
                "```json\n{\"dish\": \"面\"}\n```", "{\"dish\": \"面\", \"guests\": 2}", "{}", "{}", "{}");
        try (LlmOps ops = LlmOps.builder().discovery(false).build()) {
            ChatModel chat = ops.scenario("orders")
                    .guard(OutputCheck.json(file).repairs(2))
                    .wrap((ChatModel) model);
            assertThat(chat.chat("A bowl for two")).isEqualTo("{\"dish\": \"面\", \"guests\": 2}");
            assertThat(model.requests().get(1).messages().toString()).contains("guests");
            assertThatThrownBy(() -> chat.chat("A bowl"))
                    .isInstanceOf(GuardrailException.class)
                    .hasMessageContaining("required");
            assertThat(model.calls()).isEqualTo(5);
        }
    }
}
