package io.llmops.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.Output;
import io.llmops.eval.dataset.Datasets;
import io.llmops.eval.metric.TextMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Replays a model's published answers to BIG-Bench Hard with and without chain of thought, and compares with the accuracy
 * that was published with them.
 */
class RecordedBacktestTest {

    private String data = "";

    @BeforeEach
    void find() {
        data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "needs recorded answers: set llmops.testdata");
    }

    @Test
    void should_find_the_published_accuracy_and_that_reasoning_helps_with_sports() throws IOException {
        ExperimentResult result = backtest("sports_understanding");

        assertThat(result.of("direct").shareOfGood().value()).isEqualTo(0.728, within(1e-9));
        assertThat(result.of("cot").shareOfGood().value()).isEqualTo(0.976, within(1e-9));
        assertThat(result.compare("direct", "cot").verdict()).isEqualTo(Verdict.SECOND_BETTER);
        assertThat(result.compare("cot", "direct").verdict()).isEqualTo(Verdict.FIRST_BETTER);
    }

    @Test
    void should_find_no_difference_where_the_published_accuracies_are_too_near() throws IOException {
        ExperimentResult result = backtest("boolean_expressions");

        assertThat(result.of("direct").shareOfGood().value()).isEqualTo(0.884, within(1e-9));
        assertThat(result.of("cot").shareOfGood().value()).isEqualTo(0.928, within(1e-9));
        assertThat(result.compare("direct", "cot").verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    }

    private ExperimentResult backtest(String task) throws IOException {
        JsonNode direct = outputs("direct", task);
        JsonNode cot = outputs("cot", task);
        List<Example> rows = new ArrayList<>();
        for (int i = 0; i < direct.size(); i++) {
            assertThat(cot.get(i).path("target")).isEqualTo(direct.get(i).path("target"));
            rows.add(new Example(
                    Integer.toString(i),
                    Map.of("n", Integer.toString(i)),
                    direct.get(i).path("target").asText(),
                    task));
        }
        return Experiment.builder()
                .dataset(Datasets.of(rows))
                .subject("direct", row -> answer(direct, row))
                .subject("cot", row -> answer(cot, row))
                .metric(TextMetrics.exact())
                .run();
    }

    private static Output answer(JsonNode outputs, Example row) {
        String prediction =
                outputs.get(Integer.parseInt(row.id())).path("prediction").asText();
        int conclusion = prediction.lastIndexOf("answer is");
        return Output.of(conclusion < 0 ? prediction : prediction.substring(conclusion + "answer is".length()));
    }

    private JsonNode outputs(String prompt, String task) throws IOException {
        Path file = Path.of(data, "backtest-bbh", "outputs-" + prompt, task + "_few_shot_template_0-255000.json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new ObjectMapper().readTree(in).path("outputs");
        }
    }
}
