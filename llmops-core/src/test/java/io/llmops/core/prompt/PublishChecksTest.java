package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.VariableType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What publishing refuses beside wrong syntax: declared against used, and parts that can never render. */
class PublishChecksTest {

    private final InMemoryPromptRegistry registry = new InMemoryPromptRegistry();

    @Test
    void should_publish_what_declares_all_it_uses() {
        assertThat(publish("{{#rows}}{{title}} {{个数}}{{/rows}}{{^rows}}none{{/rows}}{{who.name}}", b -> b.variable(
                                        "rows", v -> v.type(VariableType.LIST))
                                .variable("个数", v -> v.type(VariableType.INTEGER))
                                .variable("who", v -> v.type(VariableType.OBJECT)))
                        .number())
                .isEqualTo(1);
    }

    @Test
    void should_refuse_a_use_that_is_not_declared_with_its_place() {
        refused("a\n{{question}} {{langauge}}", b -> b.variable("question", v -> v)
                        .variable("language", v -> v))
                .hasMessage(
                        "prompt 'p' has 2 problems: user template, line 2, column 14: variable 'langauge' is used, but"
                                + " not declared; declared: question, language; variable 'language' is declared, but no template"
                                + " uses it: leave it out");
        refused("{{#flag}}{{other}}{{/flag}}", b -> b.variable("flag", v -> v.type(VariableType.BOOLEAN)))
                .hasMessageContaining("'other' is used, but not declared");
    }

    @Test
    void should_name_the_variable_of_a_single_problem() {
        assertThatThrownBy(() -> publish("{{a}}{{b}}", b -> b.variable("a", v -> v)))
                .isInstanceOfSatisfying(
                        PromptException.class, e -> assertThat(e.variable()).contains("b"));
    }

    @Test
    void should_count_a_use_in_any_message_and_in_partials() {
        registry.publish(PromptDraft.builder("语气").user("Be {{how}}.").build());
        assertThat(publish("{{> 语气@1}} {{q}}", b -> b.system("{{s}}")
                                .variable("how", v -> v)
                                .variable("s", v -> v)
                                .variable("q", v -> v))
                        .number())
                .isEqualTo(1);
        refused("{{> 语气@1}} {{q}}", b -> b.variable("q", v -> v))
                .hasMessageContaining("partial 语气@1, line 1, column 4: variable 'how' is used, but not declared");
    }

    @Test
    void should_not_count_a_use_in_a_comment_or_between_other_delimiters() {
        refused("{{! {a} }}{{b}}", b -> b.variable("a", v -> v).variable("b", v -> v))
                .hasMessageContaining("'a' is declared, but no template uses it");
        refused("{{=<% %>=}}{{a}}<%b%>", b -> b.variable("a", v -> v).variable("b", v -> v))
                .hasMessageContaining("'a' is declared, but no template uses it");
    }

    @Test
    void should_refuse_a_list_or_object_as_a_text_and_fields_of_what_has_none() {
        refused("{{rows}}", b -> b.variable("rows", v -> v.type(VariableType.LIST)))
                .hasMessageContaining("'rows' is list");
        refused("{{name.first}}", b -> b.variable("name", v -> v))
                .hasMessageContaining("'name' is text, which has no fields");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#a}}{{^a}}{{v}}{{/a}}{{/a}}",
                "{{^a}}x{{#a}}{{v}}{{/a}}{{/a}}",
                "{{^a}}{{#b}}{{#a}}{{v}}{{/a}}{{/b}}{{/a}}",
                "{{#a}}{{#b}}{{^a}}{{v}}{{/a}}{{/b}}{{/a}}"
            })
    void should_refuse_variables_that_nothing_can_reach(String text) {
        refused(text, b -> declare(text, b))
                .hasMessageContaining("section 'a' can never render: it stands inside a section for the contrary;"
                        + " unreachable: 'v'");
    }

    @Test
    void should_find_unreachable_variables_where_none_is_declared() {
        refused("x\n{{#a}}{{^a}}{{v}}{{/a}}{{/a}}", b -> b)
                .hasMessage(
                        "prompt 'p', user template, line 2, column 7: section 'a' can never render: it stands inside a"
                                + " section for the contrary; unreachable: 'v'");
    }

    @Test
    void should_find_sections_that_the_values_of_a_variable_can_never_open() {
        refused("{{^n}}{{v}}{{/n}}", b -> b.variable("n", v -> v.type(VariableType.INTEGER))
                        .variable("v", v -> v))
                .hasMessageContaining("no value that 'n' takes counts as false; unreachable: 'v'");
        refused("{{^lang}}{{v}}{{/lang}}", b -> b.variable("lang", v -> v.enumeration("中文", "English"))
                        .variable("v", v -> v))
                .hasMessageContaining("no value that 'lang' takes counts as false");
        refused("{{#off}}{{v}}{{/off}}", b -> b.variable(
                                "off", v -> v.type(VariableType.BOOLEAN).enumeration(false))
                        .variable("v", v -> v))
                .hasMessageContaining("no value that 'off' takes counts as true");
    }

    @Test
    void should_let_through_sections_that_some_value_opens() {
        List<String> texts = List.of(
                "{{#a}}1{{/a}}{{^a}}2{{/a}}",
                "{{#rows}}{{#rows}}{{^rows}}leaf{{/rows}}{{/rows}}{{/rows}}",
                "{{^name}}{{#user}}{{#name}}{{name}}{{/name}}{{/user}}{{/name}}",
                "{{#a}}{{/a}}");
        for (String text : texts) {
            assertThat(publish(text, b -> b).draft().user()).isEqualTo(text);
        }
        assertThat(publish(
                                "{{^n}}none{{/n}}{{#n}}{{n}}{{/n}}",
                                b -> b.variable(
                                        "n", v -> v.type(VariableType.INTEGER).required(false)))
                        .draft()
                        .variables())
                .hasSize(1);
        assertThat(publish(
                                "{{#rows}}{{^rows}}leaf{{/rows}}{{/rows}}",
                                b -> b.variable("rows", v -> v.type(VariableType.LIST)))
                        .draft()
                        .variables())
                .hasSize(1);
    }

    @Test
    void should_suggest_other_delimiters_for_json_and_take_it_with_them() {
        refused("Reply as {{\"a\":1}}", b -> b)
                .hasMessageStartingWith("prompt 'p', user template, line 1, column 10: '{{\"a\":1}}' holds no name")
                .hasMessageContaining("delimiters: <% %>");
        String json = "Reply as {{\"a\":{\"b\":[1]}}} for <% question %>";
        assertThat(publish(json, b -> b.delimiters("<% %>").variable("question", v -> v))
                        .draft()
                        .user())
                .isEqualTo(json);
    }

    private static PromptDraft.Builder declare(String text, PromptDraft.Builder b) {
        b.variable("a", v -> v.type(VariableType.BOOLEAN)).variable("v", v -> v);
        return text.contains("{{#b}}") ? b.variable("b", v -> v.type(VariableType.BOOLEAN)) : b;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(
            String user, UnaryOperator<PromptDraft.Builder> more) {
        return assertThatThrownBy(() -> publish(user, more)).isInstanceOf(PromptException.class);
    }

    private PromptVersion publish(String user, UnaryOperator<PromptDraft.Builder> more) {
        return registry.publish(more.apply(PromptDraft.builder("p").user(user)).build());
    }
}
