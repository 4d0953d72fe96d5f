package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptsTest {

    private final InMemoryPromptRegistry registry = new InMemoryPromptRegistry();
    private final Prompts prompts = new Prompts(registry);

    @Test
    void should_give_a_system_and_a_user_message() {
        PromptVersion version = publish("你是{{role}}。", "{{question}}");
        assertThat(prompts.render(version, Map.of("role", "客服", "question", "在吗？")))
                .containsExactly(SystemMessage.from("你是客服。"), UserMessage.from("在吗？"));
        assertThat(prompts.variables(version)).containsExactly("role", "question");
    }

    @Test
    void should_leave_out_a_system_message_without_text() {
        assertThat(prompts.render(publish(null, "hello"), Map.of())).containsExactly(UserMessage.from("hello"));
        assertThat(prompts.render(publish("{{#rules}}{{rules}}{{/rules}}", "hello"), Map.of()))
                .containsExactly(UserMessage.from("hello"));
    }

    @Test
    void should_refuse_a_user_message_without_text() {
        PromptVersion version = publish(null, "{{question}}");
        assertThatThrownBy(() -> prompts.render(version, Map.of("question", " ")))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("'p@1'");
    }

    @Test
    void should_say_which_prompt_and_template_miss_a_variable() {
        PromptVersion version = publish("{{role}}", "{{question}}");
        assertThatThrownBy(() -> prompts.render(version, Map.of("role", "x")))
                .isInstanceOf(PromptException.class)
                .hasMessage(
                        "prompt 'p@1', user template, line 1, column 1: variable 'question' is missing; given: role");
    }

    @Test
    void should_say_which_template_of_a_draft_is_wrong() {
        assertThatThrownBy(() -> publish("{{#a}}", "x"))
                .isInstanceOf(PromptException.class)
                .hasMessageStartingWith("prompt 'p', system template, line 1, column 1: ");
    }

    private PromptVersion publish(@org.jspecify.annotations.Nullable String system, String user) {
        return registry.publish(
                PromptDraft.builder("p").system(system).user(user).build());
    }
}
