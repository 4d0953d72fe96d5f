package io.llmops.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void should_put_any_text_on_one_line_with_single_spaces() {
        assertThat(OneLine.of(" a \r\n\t b\u3000\u2028c ")).isEqualTo("a b c");
    }

    @Test
    void should_let_nothing_through_that_a_terminal_would_obey() {
        assertThat(OneLine.of("\u001B[2J红\u0007\u009B1A\u202Eevil\u2066x\uD800"))
                .isEqualTo("\uFFFD[2J红\uFFFD\uFFFD1A\uFFFDevil\uFFFDx\uFFFD");
    }

    @Test
    void should_cut_by_columns_and_never_within_a_character() {
        assertThat(OneLine.of("饺子好吃", 8)).isEqualTo("饺子好吃");
        assertThat(OneLine.of("饺子好吃", 7)).isEqualTo("饺子好…");
        assertThat(OneLine.of("饺子好吃", 6)).isEqualTo("饺子…");
        assertThat(OneLine.of("𠮷𠮷𠮷", 5)).isEqualTo("𠮷𠮷…");
        assertThat(OneLine.of("ab", 1)).isEqualTo("…");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneLine.of("a", 0))
                .withMessageContaining("are 0");
    }
}
