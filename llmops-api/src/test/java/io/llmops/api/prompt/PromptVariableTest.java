package io.llmops.api.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.PromptException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PromptVariableTest {

    @Test
    void should_take_values_of_its_type_and_text_of_that_form() {
        assertThat(variable(v -> v.type(VariableType.TEXT)).value("中文")).isEqualTo("中文");
        assertThat(variable(v -> v.type(VariableType.INTEGER)).value(5L)).isEqualTo(5L);
        assertThat(variable(v -> v.type(VariableType.INTEGER)).value("-5")).isEqualTo("-5");
        assertThat(variable(v -> v.type(VariableType.NUMBER)).value(0.5)).isEqualTo(0.5);
        assertThat(variable(v -> v.type(VariableType.NUMBER)).value("1.50")).isEqualTo("1.50");
        assertThat(variable(v -> v.type(VariableType.BOOLEAN)).value("false")).isEqualTo(false);
        assertThat(variable(v -> v.type(VariableType.LIST)).value(List.of("a"))).isEqualTo(List.of("a"));
        assertThat(variable(v -> v.type(VariableType.OBJECT)).value(Map.of("a", 1)))
                .isEqualTo(Map.of("a", 1));
    }

    @Test
    void should_refuse_values_of_another_type_by_name_without_a_long_text() {
        Map<VariableType, List<Object>> wrong = Map.of(
                VariableType.TEXT, List.of(5, true, List.of("a")),
                VariableType.INTEGER, List.of("five", "1.5", 1.5, "", "５", true),
                VariableType.NUMBER, List.of("x", Double.NaN, Double.POSITIVE_INFINITY, "1e9999", true),
                VariableType.BOOLEAN, List.of("yes", "True", 1),
                VariableType.LIST, List.of("a", Map.of(), Set.of("a", "b")),
                VariableType.OBJECT, List.of("a", List.of()));
        wrong.forEach((type, values) -> values.forEach(value -> {
            PromptVariable variable = variable(v -> v.type(type));
            assertThatThrownBy(() -> variable.value(value))
                    .as("%s as %s", value, type)
                    .isInstanceOfSatisfying(
                            PromptException.class, e -> assertThat(e.variable()).contains("数量"))
                    .hasMessageContaining("'数量' must be " + type);
        }));
        PromptVariable number = variable(v -> v.type(VariableType.INTEGER));
        assertThatThrownBy(() -> number.value("private ".repeat(100))).hasMessageNotContaining("private");
    }

    @Test
    void should_be_required_unless_it_has_a_default_or_says_otherwise() {
        assertThatThrownBy(() -> variable(v -> v).value(null)).hasMessage("variable '数量' is missing");
        assertThat(variable(v -> v.required(false)).value(null)).isEqualTo("");
        assertThat(variable(v -> v.defaultValue("三")).value(null)).isEqualTo("三");
        assertThat(variable(v -> v.type(VariableType.NUMBER).defaultValue(1e10)).value(null))
                .isEqualTo("10000000000");
        assertThat(variable(v -> v.defaultValue("三")).required()).isFalse();
        assertThatThrownBy(() -> variable(v -> v.defaultValue("三").required(true)))
                .hasMessageContaining("never be used");
    }

    @Test
    void should_take_only_what_its_enumeration_lists_whatever_the_form() {
        PromptVariable tone = variable(v -> v.enumeration("formal", "随意"));
        assertThat(tone.value("随意")).isEqualTo("随意");
        assertThatThrownBy(() -> tone.value("loud"))
                .isInstanceOf(PromptException.class)
                .hasMessage("variable '数量' must be one of formal, 随意, but is 'loud' (text)");
        PromptVariable number = variable(v -> v.type(VariableType.NUMBER).enumeration(1, 2.50));
        assertThat(number.value("2.5")).isEqualTo("2.5");
        assertThat(number.value(new BigDecimal("1.000"))).isEqualTo(new BigDecimal("1.000"));
        assertThatThrownBy(() -> number.value(3)).hasMessageContaining("1, 2.5");
    }

    @Test
    void should_refuse_defaults_and_examples_that_do_not_fit() {
        assertThatThrownBy(() -> variable(v -> v.type(VariableType.INTEGER).defaultValue("many")))
                .hasMessageContaining("its default has 'many'");
        assertThatThrownBy(() -> variable(v -> v.enumeration("a").defaultValue("b")))
                .hasMessageContaining("default must be one of a");
        assertThatThrownBy(() -> variable(v -> v.enumeration("a").examples("c")))
                .hasMessageContaining("example must be one of a");
        assertThatThrownBy(() -> variable(v -> v.type(VariableType.LIST).defaultValue(List.of(new Object()))))
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void should_refuse_names_that_no_template_can_use() {
        for (String name : List.of("", "a.b", "1st", "a b", "x".repeat(101), ".")) {
            assertThatThrownBy(() -> PromptVariable.builder(name)).isInstanceOf(PromptException.class);
        }
    }

    private static PromptVariable variable(UnaryOperator<PromptVariable.Builder> settings) {
        return settings.apply(PromptVariable.builder("数量")).build();
    }
}
