package io.llmops.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RetrievalMetricsTest {

    private static final Offset<Double> TINY = within(1e-12);

    /** Relevant at ranks 2 (grade 1) and 4 (grade 2); c, of grade 3, is missed. */
    private static final RetrievalMetrics QUERY =
            RetrievalMetrics.of(List.of("x", "a", "y", "b"), Map.of("a", 1, "b", 2, "c", 3, "y", 0, "z", -1));

    @Test
    void should_discount_graded_gains_by_the_logarithm_of_the_rank() {
        double log3 = Math.log(3) / Math.log(2);
        double log5 = Math.log(5) / Math.log(2);

        assertThat(QUERY.ndcg(10)).isEqualTo((1 / log3 + 2 / log5) / (3 + 2 / log3 + 1.0 / 2), TINY);
        assertThat(QUERY.ndcg(2)).isEqualTo((1 / log3) / (3 + 2 / log3), TINY);
    }

    @Test
    void should_average_precision_over_all_relevant_documents() {
        assertThat(QUERY.averagePrecision()).isEqualTo((1.0 / 2 + 2.0 / 4) / 3, TINY);
    }

    @Test
    void should_count_what_was_found_within_the_cut() {
        assertThat(QUERY.recall(3)).isEqualTo(1.0 / 3, TINY);
        assertThat(QUERY.recall(100)).isEqualTo(2.0 / 3, TINY);
        assertThat(QUERY.precision(2)).isEqualTo(0.5, TINY);
        assertThat(QUERY.precision(10)).isEqualTo(0.2, TINY);
        assertThat(QUERY.reciprocalRank()).isEqualTo(0.5, TINY);
    }

    @Test
    void should_count_a_document_once_though_it_is_ranked_twice() {
        RetrievalMetrics twice = RetrievalMetrics.of(List.of("a", "a", "b"), Map.of("a", 1, "b", 1));

        assertThat(twice.averagePrecision()).isEqualTo(1, TINY);
        assertThat(twice.recall(2)).isEqualTo(1, TINY);
    }

    @Test
    void should_give_zero_where_nothing_is_relevant_or_found() {
        RetrievalMetrics none = RetrievalMetrics.of(List.of("a"), Map.of("a", 0));
        RetrievalMetrics nothing = RetrievalMetrics.of(List.of(), Map.of("a", 1));

        for (RetrievalMetrics m : List.of(none, nothing)) {
            assertThat(List.of(m.ndcg(10), m.averagePrecision(), m.recall(10), m.precision(10), m.reciprocalRank()))
                    .containsOnly(0.0);
        }
    }

    @Test
    void should_refuse_a_cut_below_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> QUERY.ndcg(0)).withMessageContaining("is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> QUERY.recall(-1)).withMessageContaining("is -1");
    }
}
