package io.llmops.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmops.api.exception.DatasetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrievalEvaluationTest {

    @Test
    void should_run_judged_queries_only() {
        List<String> asked = new ArrayList<>();
        Qrels qrels = Qrels.of(Map.of("q1", Map.of("d1", 1), "gone", Map.of("d1", 1)));

        RetrievalReport report = RetrievalEvaluation.run(
                Map.of("q1", "年假几天？", "q2", "not judged"),
                qrels,
                query -> {
                    asked.add(query);
                    return List.of("d2", "d1");
                },
                () -> 0);

        assertThat(asked).containsExactly("年假几天？");
        assertThat(report.queries()).isEqualTo(1);
        assertThat(report.withoutText()).isEqualTo(1);
        assertThat(report.mrr()).isEqualTo(0.5);
        assertThat(report.toString()).contains("1, and 1 judged without text");
    }

    @Test
    void should_cut_rankings_to_a_hundred() {
        List<String> ranking =
                IntStream.rangeClosed(1, 101).mapToObj(i -> "d" + i).toList();
        Qrels qrels = Qrels.of(Map.of("q", Map.of("d101", 1)));

        assertThat(RetrievalEvaluation.run(Map.of("q", "?"), qrels, q -> ranking, () -> 0)
                        .map())
                .isZero();
    }

    @Test
    void should_time_each_query() {
        AtomicLong now = new AtomicLong();
        Map<String, String> queries = new HashMap<>();
        Map<String, Map<String, Integer>> grades = new HashMap<>();
        for (int i = 1; i <= 200; i++) {
            queries.put("q" + i, Integer.toString(i));
            grades.put("q" + i, Map.of("d", 1));
        }

        RetrievalReport report = RetrievalEvaluation.run(
                queries,
                Qrels.of(grades),
                query -> {
                    now.addAndGet(Long.parseLong(query) * 1_000_000);
                    return List.of("d");
                },
                now::get);

        assertThat(report.p50Millis()).isEqualTo(100);
        assertThat(report.p99Millis()).isEqualTo(198);
        assertThat(report.queriesPerSecond()).isEqualTo(200 / 20.1, within(1e-9));
        assertThat(report.toJson())
                .isEqualTo("{\"queries\":200,\"withoutText\":0,\"ndcgAt10\":1.0,\"map\":1.0,\"recallAt10\":1.0,"
                        + "\"recallAt100\":1.0,\"mrr\":1.0,\"p50Millis\":100.0,\"p99Millis\":198.0,"
                        + "\"queriesPerSecond\":" + report.queriesPerSecond() + "}");
    }

    @Test
    void should_refuse_queries_and_judgements_that_do_not_meet() {
        Qrels qrels = Qrels.of(Map.of("1", Map.of("d", 1)));

        assertThatThrownBy(() -> RetrievalEvaluation.run(Map.of("q1", "?"), qrels, q -> List.of(), () -> 0))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("none of the 1 judged queries");
    }
}
