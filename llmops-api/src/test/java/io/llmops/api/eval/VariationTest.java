package io.llmops.api.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.DatasetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariationTest {

    private static final Variation DINNER =
            Dataset.vary("dish", List.of("饺子", "soup")).vary("guest", List.of("李雷", "Ann", "Bob"));

    @Test
    void should_give_every_combination_in_the_order_of_the_lists() {
        assertThat(DINNER.examples())
                .extracting(e -> List.copyOf(e.input().values()))
                .containsExactly(
                        List.of("饺子", "李雷"),
                        List.of("饺子", "Ann"),
                        List.of("饺子", "Bob"),
                        List.of("soup", "李雷"),
                        List.of("soup", "Ann"),
                        List.of("soup", "Bob"));
    }

    @Test
    void should_give_a_row_the_same_id_in_every_jvm() {
        assertThat(DINNER.examples().get(0).id()).isEqualTo("da12f91ad8b2543b");
    }

    @Test
    void should_choose_the_same_rows_in_every_jvm() {
        Variation four = wide(4, 6).seed(7);

        assertThat(digest(four.pairwise())).isEqualTo("42 rows, -937552219");
        assertThat(digest(four.pairwise().limit(20))).isEqualTo("20 rows, -602010697");
        assertThat(digest(four.sampled(100))).isEqualTo("100 rows, -655140838");
        assertThat(digest(DINNER.zip("party", List.of("小", "中", "大")))).isEqualTo("6 rows, -25655085");
    }

    @Test
    void should_keep_the_ids_of_rows_when_lists_grow_and_variables_change_places() {
        List<Example> grown = Dataset.vary("guest", List.of("Zoe", "李雷", "Ann", "Bob"))
                .vary("dish", List.of("rice", "soup", "饺子"))
                .examples();

        assertThat(ids(grown)).hasSize(12).containsAll(ids(DINNER.examples()));
    }

    @Test
    void should_count_equal_values_once() {
        assertThat(Dataset.vary("dish", List.of("soup", "rice", "soup")).examples())
                .hasSize(2);
    }

    @Test
    void should_cut_a_product_too_large_to_count_at_its_limit() {
        List<Example> rows = wide(40, 10).limit(3).examples();

        assertThat(rows).extracting(e -> e.input().get("v39")).containsExactly("0", "1", "2");
    }

    @Test
    void should_refuse_more_rows_than_a_heap_should_hold() {
        assertThatThrownBy(() -> wide(7, 10).examples())
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("more than 1000000 rows")
                .hasMessageContaining("set a limit");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, 20_261_101})
    void should_bring_every_two_values_together_in_few_rows(long seed) {
        List<Example> rows = wide(10, 4).pairwise().seed(seed).examples();

        assertThat(pairs(rows)).hasSize(45 * 16);
        // 16 is the least there can be: all pairs of two of the variables.
        assertThat(rows).hasSizeLessThanOrEqualTo(34);
    }

    @Test
    void should_cover_pairs_of_lists_of_unequal_length() {
        Variation uneven = Dataset.vary("a", numbers(7))
                .vary("b", numbers(1))
                .vary("c", numbers(3))
                .vary("d", numbers(2));

        List<Example> rows = uneven.pairwise().examples();

        assertThat(pairs(rows)).hasSize(7 + 21 + 14 + 3 + 2 + 6);
        assertThat(rows).hasSizeBetween(21, 24);
    }

    /** The sizes that pairwise.org/efficiency.html lists for PICT, a tool in wide use; a tenth more is let pass. */
    @ParameterizedTest
    @CsvSource({"4, 3, 9", "13, 3, 18", "100, 2, 15", "20, 10, 210"})
    void should_need_about_as_few_rows_as_tools_in_wide_use(int variables, int values, int published) {
        List<Example> rows = wide(variables, values).pairwise().seed(7).examples();

        assertThat(pairs(rows)).hasSize(variables * (variables - 1) / 2 * values * values);
        assertThat(rows.size()).isLessThanOrEqualTo((int) Math.ceil(published * 1.1));
    }

    @Test
    void should_let_zipped_variables_change_together() {
        Variation places = Dataset.vary("city", List.of("Paris", "北京", "Paris", "Paris"))
                .zip("country", List.of("France", "中国", "Texas", "France"))
                .vary("dish", List.of("soup", "饺子"));

        assertThat(places.examples())
                .extracting(e -> List.copyOf(e.input().values()))
                .containsExactly(
                        List.of("Paris", "France", "soup"),
                        List.of("Paris", "France", "饺子"),
                        List.of("北京", "中国", "soup"),
                        List.of("北京", "中国", "饺子"),
                        List.of("Paris", "Texas", "soup"),
                        List.of("Paris", "Texas", "饺子"));
        assertThat(places.pairwise().examples()).hasSize(6);
    }

    @Test
    void should_refuse_to_zip_columns_of_different_lengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DINNER.zip("seat", List.of("1", "2")))
                .withMessageContaining("'seat' has 2 values")
                .withMessageContaining("[guest], which have 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DINNER.zip("dish", List.of("1", "2", "3")))
                .withMessageContaining("'dish' is varied twice");
    }

    @Test
    void should_never_hold_more_rows_than_the_limit() {
        // 10^60 combinations, and a sample of a million of them: only ten are drawn.
        assertThat(wide(60, 10).sampled(1_000_000).limit(10).examples()).hasSize(10);
        assertThat(wide(60, 10).cartesian().limit(10).examples()).hasSize(10);
    }

    @Test
    void should_list_pairwise_rows_in_the_order_of_the_lists_and_none_twice() {
        List<String> rows = wide(6, 3).pairwise().seed(3).examples().stream()
                .map(e -> String.join("", e.input().values()))
                .toList();

        assertThat(rows).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void should_keep_the_rows_that_cover_most_when_pairwise_rows_are_limited() {
        List<Example> few = wide(10, 4).pairwise().limit(8).examples();

        assertThat(few).hasSize(8);
        assertThat(pairs(few)).hasSizeGreaterThan(8 * 45 * 9 / 10);
    }

    @Test
    void should_fall_back_to_the_values_themselves_when_there_is_one_variable_only() {
        assertThat(Dataset.vary("dish", List.of("a", "b")).pairwise().examples())
                .hasSize(2);
    }

    @Test
    void should_draw_the_same_sample_for_the_same_seed_and_another_for_another() {
        Variation sample = wide(30, 10).sampled(50);

        assertThat(ids(sample.seed(7).examples()))
                .hasSize(50)
                .isEqualTo(ids(sample.seed(7).examples()))
                .isNotEqualTo(ids(sample.seed(8).examples()));
    }

    @Test
    void should_sample_every_combination_once_when_there_are_fewer_than_asked_for() {
        assertThat(DINNER.sampled(100).examples()).isEqualTo(DINNER.examples());
    }

    @Test
    void should_leave_the_variation_it_was_made_from_as_it_was() {
        DINNER.limit(1);
        DINNER.vary("wine", List.of("red", "white"));

        assertThat(DINNER.examples()).hasSize(6);
    }

    @Test
    void should_refuse_what_makes_no_rows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DINNER.vary("wine", List.of()))
                .withMessageContaining("'wine' has no values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DINNER.vary("dish", List.of("rice")))
                .withMessageContaining("'dish' is varied twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.vary(" ", List.of("rice")))
                .withMessageContaining("blank");
        assertThatIllegalArgumentException().isThrownBy(() -> DINNER.limit(0)).withMessageContaining("but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DINNER.sampled(-3))
                .withMessageContaining("but is -3");
    }

    private static Variation wide(int variables, int values) {
        Variation wide = Dataset.vary("v0", numbers(values));
        for (int v = 1; v < variables; v++) {
            wide = wide.vary("v" + v, numbers(values));
        }
        return wide;
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static String digest(Dataset rows) {
        return rows.examples().size() + " rows, " + ids(rows.examples()).hashCode();
    }

    private static List<String> ids(List<Example> rows) {
        return rows.stream().map(Example::id).toList();
    }

    private static Set<String> pairs(List<Example> rows) {
        Set<String> pairs = new HashSet<>();
        for (Example row : rows) {
            List<Map.Entry<String, String>> cells = new ArrayList<>(row.input().entrySet());
            for (int i = 0; i < cells.size(); i++) {
                for (int j = i + 1; j < cells.size(); j++) {
                    pairs.add(cells.get(i) + "&" + cells.get(j));
                }
            }
        }
        return pairs;
    }
}
