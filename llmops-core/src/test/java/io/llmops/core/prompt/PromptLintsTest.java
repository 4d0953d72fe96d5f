package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.prompt.PromptDraft;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PromptLintsTest {

    private static final String RULES = "Answer from the passages and from nothing else. ".repeat(20);

    private final InMemoryPromptRegistry registry = new InMemoryPromptRegistry();

    @Test
    void should_warn_of_a_variable_before_long_stable_text_with_its_line() {
        assertThat(lints(b -> b.system("You serve\n{{company}}.\n" + RULES).user("{{question}}")))
                .singleElement()
                .satisfies(lint -> {
                    assertThat(lint.part()).isEqualTo("system template");
                    assertThat(lint.line()).isEqualTo(2);
                    assertThat(lint.message())
                            .startsWith("'company' comes before 962 characters")
                            .contains("first");
                });
    }

    @Test
    void should_say_nothing_where_stable_text_comes_first() {
        assertThat(lints(b -> b.system(RULES).user("{{question}}\nIn one sentence.")))
                .isEmpty();
        assertThat(lints(b -> b.user(RULES))).isEmpty();
        assertThat(lints(b -> b.user("{{a}} short {{b}}"))).isEmpty();
    }

    @Test
    void should_look_over_messages_sections_and_partials() {
        registry.publish(PromptDraft.builder("rules").user(RULES).build());
        assertThat(lints(b -> b.system("{{date}}")
                        .user("x".repeat(300))
                        .assistant("y".repeat(300))
                        .user("{{q}}")))
                .extracting(PromptLint::part)
                .containsExactly("message 1 (system)");
        assertThat(lints(b -> b.user("{{#polite}}Please.{{/polite}}\n{{> rules@1}}")))
                .extracting(PromptLint::line)
                .containsExactly(1);
        assertThat(lints(b -> b.user("{{a}}{{#rows}}" + RULES + "{{/rows}}"))).isEmpty();
    }

    @Test
    void should_weigh_chinese_text_by_its_tokens() {
        String rules = "请只根据资料回答。".repeat(20);
        assertThat(lints(b -> b.user("{{公司}}" + rules))).hasSize(1);
        assertThat(lints(b -> b.user("{{公司}}" + "x".repeat(rules.length())))).isEmpty();
    }

    @Test
    void should_warn_of_a_tag_between_delimiters_that_are_not_in_use() {
        assertThat(lints(b ->
                        b.user("<% a %>\n{\"x\": {{\"y\": 1}}}\n{{# 问题 }}?").delimiters("<% %>")))
                .singleElement()
                .hasToString("user template, line 3: '{{# 问题 }}' is text and no tag, as the delimiters are <% %>");
        assertThat(lints(b -> b.user("{{a}} <% b %>"))).isEmpty();
    }

    @Test
    void should_be_shown_when_a_prompt_is_published() {
        PromptDraft draft = PromptDraft.builder("p").user("{{date}}\n" + RULES).build();
        String logged = Logged.during(() -> registry.publish(draft));
        assertThat(logged).contains("Prompt 'p', user template, line 1: 'date' comes before");
        assertThat(registry.names()).containsExactly("p");
    }

    private List<PromptLint> lints(UnaryOperator<PromptDraft.Builder> draft) {
        return PromptLints.of(draft.apply(PromptDraft.builder("p")).build(), registry);
    }
}
