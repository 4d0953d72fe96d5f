package io.llmops.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.llmops.eval.metric.RetrievalMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares with the values that trec_eval itself prints for its own test collection, to the four digits it prints. */
class TrecEvalTest {

    private Map<String, List<String>> run = Map.of();
    private Qrels qrels = Qrels.of(Map.of());
    private Map<String, Double> expected = Map.of();

    @BeforeEach
    void read() throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "needs trec_eval's test files: set llmops.testdata");
        Path dir = Path.of(data, "metrics-trec_eval");
        run = TrecRun.read(dir.resolve("results.test"));
        qrels = Qrels.trec(dir.resolve("qrels.test"));
        expected = new HashMap<>();
        for (String line : Files.readAllLines(dir.resolve("out.test.a"))) {
            String[] cells = line.trim().split("\\s+");
            if (!cells[0].equals("runid")) {
                expected.put(cells[0], Double.parseDouble(cells[2]));
            }
        }
    }

    @Test
    void should_agree_with_trec_eval_at_every_cut_it_prints() {
        for (int k : new int[] {5, 10, 15, 20, 30, 100, 200, 500, 1000}) {
            check("ndcg_cut_" + k, m -> m.ndcg(k));
            check("recall_" + k, m -> m.recall(k));
            check("P_" + k, m -> m.precision(k));
        }
        check("map", RetrievalMetrics::averagePrecision);
        check("recip_rank", RetrievalMetrics::reciprocalRank);
    }

    @Test
    void should_agree_with_trec_eval_in_a_report_of_the_first_hundred() {
        Map<String, String> queries = new HashMap<>();
        run.keySet().forEach(q -> queries.put(q, q));

        RetrievalReport report = RetrievalEvaluation.run(queries, qrels, q -> run.getOrDefault(q, List.of()), () -> 0);

        assertThat(report.queries()).isEqualTo(3);
        assertThat(report.ndcgAt10()).isEqualTo(expected.get("ndcg_cut_10"), within(0.00005));
        assertThat(report.map()).isEqualTo(expected.get("map_cut_100"), within(0.00005));
        assertThat(report.recallAt100()).isEqualTo(expected.get("recall_100"), within(0.00005));
    }

    private void check(String measure, ToDoubleFunction<RetrievalMetrics> value) {
        double mean = run.entrySet().stream()
                .mapToDouble(e -> value.applyAsDouble(RetrievalMetrics.of(e.getValue(), qrels.of(e.getKey()))))
                .average()
                .orElseThrow();
        assertThat(mean).as(measure).isEqualTo(expected.get(measure), within(0.00005));
    }
}
