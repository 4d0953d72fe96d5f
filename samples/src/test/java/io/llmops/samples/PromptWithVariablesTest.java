package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import io.llmops.test.ScriptedChatModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptWithVariablesTest {

    private final ScriptedChatModel model = ScriptedChatModel.replying("清蒸鲈鱼");

    @Test
    void should_ask_with_checked_values_defaults_and_parameters() {
        assertThat(PromptWithVariables.run(model, Map.of("food", "Fish", "mild", true)))
                .isEqualTo("清蒸鲈鱼");
        assertThat(model.requests().get(0).messages())
                .hasSize(4)
                .last()
                .isEqualTo(UserMessage.from("Fish, for 2 guests, not spicy"));
        assertThat(model.requests().get(0).temperature()).isEqualTo(0.2);
    }

    @Test
    void should_render_a_template_alone() {
        assertThat(PromptWithVariables.template("{{why}}"))
                .isEqualTo("[language, question] Answer in English: {{why}}");
    }

    @Test
    void should_name_a_wrong_variable_without_a_call() {
        assertThat(PromptWithVariables.run(model, Map.of("food", "Beef")))
                .isEqualTo("food: prompt 'dinner@1': variable 'food' must be one of Fish, Tofu, but is 'Beef' (text)");
        assertThat(PromptWithVariables.run(model, Map.of())).startsWith("food: ");
        assertThat(model.calls()).isZero();
    }
}
