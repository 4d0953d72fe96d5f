package io.llmops.eval.experiment;

import static io.llmops.eval.experiment.NumberRows.number;
import static io.llmops.eval.experiment.NumberRows.numbers;
import static io.llmops.eval.experiment.NumberRows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.Output;
import io.llmops.eval.dataset.Datasets;
import io.llmops.eval.metric.TextMetrics;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Subject ECHO = row -> Output.of(value(row));

    /** A is right on even numbers, B on all but every eighth. */
    private final ExperimentResult result = Experiment.builder()
            .dataset(numbers(24))
            .subject("A", row -> Output.of(number(row) % 2 == 0 ? value(row) : "wrong"))
            .subject("B", row -> Output.of(number(row) % 8 == 7 ? "wrong" : value(row)))
            .metric(TextMetrics.exact())
            .run();

    @Test
    void should_pair_the_rows() {
        Comparison c = result.compare("A", "B");

        assertThat(c.difference()).isEqualTo(new Difference(12, 0, 9, 3));
        assertThat(c.verdict()).isEqualTo(Verdict.SECOND_BETTER);
        assertThat(c.of("A").shareOfGood()).isEqualTo(new Proportion(12, 24));
        assertThat(c).hasToString("B − A: " + c.difference() + " (24 rows: 9 only B good, 0 only A good)");
    }

    @Test
    void should_turn_the_verdict_when_the_subjects_are_swapped() {
        assertThat(result.compare("B", "A").verdict()).isEqualTo(Verdict.FIRST_BETTER);
        assertThat(result.compare("B", "A").difference().value())
                .isEqualTo(-result.compare("A", "B").difference().value());
    }

    @Test
    void should_allow_that_there_is_no_difference() {
        ExperimentResult few = Experiment.builder()
                .dataset(numbers(5))
                .subject("A", row -> Output.of("wrong"))
                .subject("B", ECHO)
                .metric(TextMetrics.exact())
                .run();

        assertThat(few.compare("A", "B").difference().pValue()).isEqualTo(0.0625);
        assertThat(few.compare("A", "B").verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    }

    @Test
    void should_show_rows_that_are_unscored_or_failed() {
        Dataset rows = Datasets.of(List.of(
                new Example("1", Map.of("n", "1"), "1", ""),
                new Example("2", Map.of("n", "2"), "2", ""),
                new Example("3", Map.of("n", "3"), null, "")));
        Comparison c = Experiment.builder()
                .dataset(rows)
                .subject("A", ECHO)
                .subject("B", row -> {
                    if (value(row).equals("2")) {
                        throw new IllegalStateException();
                    }
                    return Output.of(value(row));
                })
                .metric(TextMetrics.exact())
                .run()
                .compare("A", "B");

        assertThat(c.unscored()).isEqualTo(1);
        assertThat(c.failed()).isEqualTo(1);
        assertThat(c.toString()).endsWith("(2 rows: 0 only B good, 1 only A good; 1 unscored, 1 failed)");
    }

    @Test
    void should_break_the_share_down_by_task() {
        assertThat(result.tasks()).containsExactly("偶", "odd");
        assertThat(result.matrix().cell("A", "偶")).isEqualTo(new Proportion(12, 12));
        assertThat(result.matrix().cell("B", "odd")).isEqualTo(new Proportion(9, 12));
        assertThat(result.task("odd").compare("A", "B").difference()).isEqualTo(new Difference(0, 0, 9, 3));
        assertThat(result.matrix().toString())
                .startsWith("| task | A | B |\n| --- | --- | --- |\n| 偶 | 1.00 [0.76, 1.00] |")
                .contains("\n| all | 0.50 [");
    }

    @Test
    void should_name_what_is_not_there() {
        assertThatThrownBy(() -> result.compare("A", "C"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("[A, B]");
        assertThatThrownBy(() -> result.compare("A", "A")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> result.task("none")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> result.compare("A", "B").of("C")).isInstanceOf(NoSuchElementException.class);
    }
}
