package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.exception.PromptException;
import io.llmops.api.model.SeededParameters;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.VariableType;
import java.util.List;
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
    void should_give_all_messages_in_order() {
        PromptVersion version = registry.publish(PromptDraft.builder("p")
                .system("Classify in {{language}}.")
                .user("很好吃")
                .assistant("好评")
                .user("{{text}}")
                .assistant("{{begin}}")
                .build());
        assertThat(prompts.render(version, Map.of("language", "中文", "text", "太咸", "begin", "差")))
                .containsExactly(
                        SystemMessage.from("Classify in 中文."),
                        UserMessage.from("很好吃"),
                        AiMessage.from("好评"),
                        UserMessage.from("太咸"),
                        AiMessage.from("差"));
        assertThatThrownBy(() -> prompts.render(version, Map.of("language", "中文", "text", " ", "begin", "差")))
                .hasMessageContaining("message 4 (user): the message has no text");
    }

    @Test
    void should_put_defaults_in_and_check_values_before_anything_is_rendered() {
        PromptVersion version = registry.publish(PromptDraft.builder("晚餐")
                .user("{{菜}} {{#辣}}辣{{/辣}}{{^辣}}不辣{{/辣}} {{份数}} {{备注}}")
                .variable("菜", v -> v.enumeration("鱼", "豆腐"))
                .variable("辣", v -> v.type(VariableType.BOOLEAN).defaultValue(true))
                .variable("份数", v -> v.type(VariableType.INTEGER).defaultValue(2))
                .variable("备注", v -> v.required(false))
                .build());
        assertThat(prompts.render(version, Map.of("菜", "鱼"))).containsExactly(UserMessage.from("鱼 辣 2 "));
        assertThat(prompts.render(version, Map.of("菜", "豆腐", "辣", "false", "份数", "3", "备注", "快", "other", 1)))
                .containsExactly(UserMessage.from("豆腐 不辣 3 快"));
        assertThat(prompts.variables(version)).containsExactly("菜", "辣", "份数", "备注");
        wrong(version, Map.of("份数", 1), "菜", "prompt '晚餐@1': variable '菜' is missing; given: 份数");
        wrong(version, Map.of("菜", "鱼", "份数", "三"), "份数", "must be integer, but is '三' (text)");
        wrong(version, Map.of("菜", "肉"), "菜", "must be one of 鱼, 豆腐, but is '肉' (text)");
    }

    @Test
    void should_name_the_missing_variable_of_a_prompt_that_declares_none() {
        wrong(publish(null, "{{问题.文字}}"), Map.of(), "问题", "variable '问题.文字' is missing; given: none");
    }

    @Test
    void should_refuse_a_list_or_map_where_a_text_must_be() {
        for (Object value : List.of(List.of("a"), Map.of("a", 1), new int[] {1}, new String[] {"a"})) {
            wrong(publish(null, "x {{v}}"), Map.of("v", value), "v", "is a list or object");
        }
    }

    @Test
    void should_make_a_request_with_the_parameters_of_the_version() {
        PromptVersion version = registry.publish(PromptDraft.builder("p")
                .user("{{q}}")
                .parameters(
                        p -> p.temperature(0.2).topP(0.5).maxOutputTokens(100).seed(7))
                .build());
        ChatRequest request = prompts.request(version, Map.of("q", "x"));
        assertThat(request.messages()).containsExactly(UserMessage.from("x"));
        assertThat(request.temperature()).isEqualTo(0.2);
        assertThat(SeededParameters.seed(request.parameters())).hasValue(7);
        ChatRequest changed = prompts.request(
                version,
                Map.of("q", "x"),
                ChatRequestParameters.builder()
                        .temperature(0.9)
                        .maxOutputTokens(9)
                        .build());
        assertThat(changed.temperature()).isEqualTo(0.9);
        assertThat(changed.topP()).isEqualTo(0.5);
        assertThat(changed.maxOutputTokens()).isEqualTo(9);
        assertThat(SeededParameters.seed(changed.parameters())).hasValue(7);
        assertThat(prompts.request(publish(null, "y"), Map.of()).parameters())
                .isEqualTo(ChatRequestParameters.builder().build());
    }

    @Test
    void should_use_the_delimiters_of_the_prompt_and_those_of_a_partial() {
        registry.publish(PromptDraft.builder("form")
                .user("{{\"a\": \"<< v >>\"}}")
                .delimiters("<< >>")
                .build());
        PromptVersion version = registry.publish(PromptDraft.builder("p")
                .user("As {{> form@1}}: {\"b\": {\"c\": \"{{v}}\"}}")
                .build());
        assertThat(prompts.render(version, Map.of("v", "值")))
                .containsExactly(UserMessage.from("As {{\"a\": \"值\"}}: {\"b\": {\"c\": \"值\"}}"));
    }

    @Test
    void should_refuse_partials_that_grow_without_end() {
        registry.publish(PromptDraft.builder("p0").user("x").build());
        PromptException refused = null;
        for (int i = 1; i <= 15 && refused == null; i++) {
            String ten = ("{{> p" + (i - 1) + "@1}}").repeat(10);
            try {
                registry.publish(PromptDraft.builder("p" + i).user(ten).build());
            } catch (PromptException e) {
                refused = e;
            }
        }
        assertThat(refused).hasMessageContaining("10000");
    }

    @Test
    void should_say_which_template_of_a_draft_is_wrong() {
        assertThatThrownBy(() -> publish("{{#a}}", "x"))
                .isInstanceOf(PromptException.class)
                .hasMessageStartingWith("prompt 'p', system template, line 1, column 1: ");
    }

    private void wrong(PromptVersion version, Map<String, ?> values, String variable, String message) {
        assertThatThrownBy(() -> prompts.render(version, values))
                .isInstanceOfSatisfying(
                        PromptException.class, e -> assertThat(e.variable()).contains(variable))
                .hasMessageContaining(message);
    }

    private PromptVersion publish(@org.jspecify.annotations.Nullable String system, String user) {
        return registry.publish(
                PromptDraft.builder("p").system(system).user(user).build());
    }
}
