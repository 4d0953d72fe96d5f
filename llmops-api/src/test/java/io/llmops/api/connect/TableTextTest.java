package io.llmops.api.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTextTest {

    @Test
    void should_repeat_the_header_with_each_row() {
        assertThat(TableText.lines(
                        List.of(
                                List.of("Country", "Per diem", "Hotel"),
                                List.of("France", "53 EUR", " 140\n EUR"),
                                List.of("中国", "48 EUR", "")),
                        false))
                .containsExactly("Country: France; Per diem: 53 EUR; Hotel: 140 EUR", "Country: 中国; Per diem: 48 EUR");
    }

    @Test
    void should_take_a_blank_corner_and_years_as_header() {
        assertThat(TableText.lines(List.of(List.of("", "2024", "2025"), List.of("Revenue", "10", "12")), true))
                .containsExactly("Revenue; 2024: 10; 2025: 12");
    }

    @Test
    void should_join_cells_where_the_first_row_is_a_title_line() {
        assertThat(TableText.lines(
                        List.of(List.of("Numbers and squares", "", ""), List.of("", "1", "1"), List.of("", "2", "4")),
                        true))
                .containsExactly("Numbers and squares", "1 | 1", "2 | 4");
    }

    @Test
    void should_not_take_numbers_or_repeated_cells_for_a_header() {
        assertThat(TableText.lines(List.of(List.of("1", "2", "3"), List.of("4", "5", "6")), true))
                .containsExactly("1 | 2 | 3", "4 | 5 | 6");
        assertThat(TableText.lines(List.of(List.of("x", "x", "y"), List.of("a", "b", "c")), true))
                .containsExactly("x | x | y", "a | b | c");
    }

    @Test
    void should_need_evidence_for_the_header_of_two_columns_unless_the_format_names_it() {
        List<List<String>> pairs = List.of(List.of("Question", "Answer"), List.of("Who?", "The works council"));
        assertThat(TableText.lines(pairs, false)).containsExactly("Question | Answer", "Who? | The works council");
        assertThat(TableText.lines(pairs, true)).containsExactly("Question: Who?; Answer: The works council");
        assertThat(TableText.lines(List.of(List.of("Item", "Price"), List.of("Chair", "90 EUR")), false))
                .containsExactly("Item: Chair; Price: 90 EUR");
    }

    @Test
    void should_drop_blank_rows_and_columns() {
        assertThat(TableText.lines(
                        List.of(List.of("", "A", "B", "C"), List.of(), List.of("", "1", "2", "3", ""), List.of("  ")),
                        false))
                .containsExactly("A: 1; B: 2; C: 3");
        assertThat(TableText.lines(List.of(List.of(" ", "\u00a0")), true)).isEmpty();
    }
}
