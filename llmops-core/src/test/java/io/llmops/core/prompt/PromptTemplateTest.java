package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {

    @Test
    void should_put_values_in_as_they_are() {
        assertThat(render("问题：{{question}} ({{lang}})", Map.of("question", "<a> & \"b\" 😀", "lang", "中文")))
                .isEqualTo("问题：<a> & \"b\" 😀 (中文)");
    }

    @Test
    void should_never_read_a_value_as_a_template() {
        assertThat(render("{{a}}|{{b}}", Map.of("a", "{{b}} {{#b}}x{{/b}} {{=<% %>=}}", "b", "secret")))
                .isEqualTo("{{b}} {{#b}}x{{/b}} {{=<% %>=}}|secret");
    }

    @Test
    void should_name_a_missing_variable_and_those_given() {
        assertThatThrownBy(() -> render("one\n  {{question}}", Map.of("today", "x", "Passages", "y")))
                .isInstanceOf(PromptException.class)
                .hasMessage("line 2, column 3: variable 'question' is missing; given: Passages, today");
        assertThatThrownBy(() -> render("{{q}}", Map.of())).hasMessageEndingWith("given: none");
        assertThatThrownBy(() -> render("{{q}}", Collections.singletonMap("q", null)))
                .hasMessageContaining("'q' is null");
    }

    @Test
    void should_name_a_missing_variable_inside_a_section() {
        assertThatThrownBy(() -> render("{{#rows}}{{titel}}{{/rows}}", Map.of("rows", List.of(Map.of("title", "a")))))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("'titel'");
    }

    @Test
    void should_leave_out_a_section_whose_value_is_absent_false_or_empty() {
        String template = "a{{#x}}b{{/x}}{{^x}}c{{/x}}";
        assertThat(render(template, Map.of())).isEqualTo("ac");
        assertThat(render(template, Map.of("x", false))).isEqualTo("ac");
        assertThat(render(template, Map.of("x", ""))).isEqualTo("ac");
        assertThat(render(template, Map.of("x", List.of()))).isEqualTo("ac");
        assertThat(render(template, Map.of("x", 0))).isEqualTo("ab");
        assertThat(render(template, Map.of("x", "yes"))).isEqualTo("ab");
    }

    @Test
    void should_repeat_a_section_for_each_item_and_reach_fields_with_dots() {
        Map<String, Object> data = Map.of(
                "rows",
                new Object[] {
                    Map.of("name", "甲", "at", Map.of("city", "北京")), Map.of("name", "乙", "at", Map.of("city", "上海"))
                },
                "tags",
                List.of("x", "y"));
        assertThat(render("{{#rows}}\n- {{name}}@{{at.city}}\n{{/rows}}\n{{#tags}}[{{.}}]{{/tags}}", data))
                .isEqualTo("- 甲@北京\n- 乙@上海\n[x][y]");
    }

    @Test
    void should_list_variables_in_order_of_use() {
        assertThat(PromptTemplate.parse("{{b}} {{#list}}{{item.name}} {{.}}{{/list}} {{^no}}{{b}}{{/no}} {{a}}")
                        .variables())
                .containsExactly("b", "list", "item", "no", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{\"a\":1}}", "{{ a b }}", "{{}}", "{{a..b}}", "{{1st}}", "{{#a,b}}x{{/a,b}}", "{{{\"x\"}}}"})
    void should_refuse_a_tag_that_holds_no_name_and_suggest_other_delimiters(String text) {
        assertThatThrownBy(() -> PromptTemplate.parse("中文\n " + text))
                .isInstanceOf(PromptException.class)
                .hasMessageStartingWith("line 2, column 2: ")
                .hasMessageContaining("{{=<% %>=}}");
    }

    @Test
    void should_say_where_syntax_is_wrong() {
        assertThatThrownBy(() -> PromptTemplate.parse("a\nb {{x"))
                .hasMessageStartingWith("line 2, column 3: ")
                .hasMessageContaining("{{=<% %>=}}");
        assertThatThrownBy(() -> PromptTemplate.parse("{{#a}}\n{{#b}}\n{{/a}}"))
                .hasMessageStartingWith("line 3, column 1: ")
                .hasMessageContaining("'b'");
        assertThatThrownBy(() -> PromptTemplate.parse("x {{#open}}"))
                .hasMessageStartingWith("line 1, column 3: ")
                .hasMessageContaining("'open' is never closed");
        assertThatThrownBy(() -> PromptTemplate.parse("{{/a}}")).hasMessageContaining("never opened");
        assertThatThrownBy(() -> PromptTemplate.parse("{{=a=}}")).hasMessageContaining("two delimiters");
    }

    @Test
    void should_not_show_more_of_a_prompt_than_the_start_of_the_wrong_tag() {
        assertThatThrownBy(() -> PromptTemplate.parse("{{ " + "secret ".repeat(100) + "}}"))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(300));
    }

    @Test
    void should_leave_json_alone_where_other_delimiters_are_set() {
        assertThat(render("{{=<% %>=}}\n{\"a\":{{\"b\":\"<% value %>\"}}", Map.of("value", "v")))
                .isEqualTo("{\"a\":{{\"b\":\"v\"}}");
        assertThat(render("{\"a\":{\"b\":1}} {{value}}", Map.of("value", "v"))).isEqualTo("{\"a\":{\"b\":1}} v");
    }

    @Test
    void should_insert_partials_from_the_registry_by_number() {
        InMemoryPromptRegistry registry = new InMemoryPromptRegistry();
        registry.publish(PromptDraft.builder("语气").user("Be {{how}}.\nAlways.").build());
        registry.publish(PromptDraft.builder("语气").user("changed").build());
        PromptTemplate template = PromptTemplate.parse("Rules:\n  {{> 语气@1}}\nQ: {{q}}", registry);
        assertThat(template.variables()).containsExactly("how", "q");
        assertThat(template.render(Map.of("how", "kind\nand brief", "q", "why")))
                .isEqualTo("Rules:\n  Be kind\nand brief.\n  Always.Q: why");
    }

    @Test
    void should_refuse_partials_that_are_not_pinned_or_not_there() {
        InMemoryPromptRegistry registry = new InMemoryPromptRegistry();
        registry.publish(PromptDraft.builder("tone").user("text").build());
        for (String name : List.of("tone", "tone@production", "../etc/passwd", "*dynamic")) {
            assertThatThrownBy(() -> PromptTemplate.parse("{{> " + name + "}}", registry))
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("tone@3");
        }
        assertThatThrownBy(() -> PromptTemplate.parse("a {{> tone@7}}", registry))
                .isInstanceOf(PromptException.class)
                .hasMessageStartingWith("line 1, column 3: ")
                .hasMessageContaining("no version 7");
        assertThatThrownBy(() -> PromptTemplate.parse("{{> tone@1}}")).hasMessageContaining("registry");
    }

    @Test
    void should_refuse_absurd_nesting_instead_of_overflowing() {
        assertThatThrownBy(() -> PromptTemplate.parse("{{#a}}".repeat(100_000)))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void should_parse_a_long_template_in_linear_time() {
        String long1 = "  {{#a}}  \n text {{b}} \n {{/a}}\n".repeat(20_000);
        char[] blanks = new char[1 << 20];
        Arrays.fill(blanks, ' ');
        assertThat(PromptTemplate.parse(long1).variables()).containsExactly("a", "b");
        assertThat(PromptTemplate.parse(new String(blanks) + "{{a}}").variables())
                .containsExactly("a");
    }

    private static String render(String template, Map<String, ?> variables) {
        return PromptTemplate.parse(template).render(variables);
    }
}
