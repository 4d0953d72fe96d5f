package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.eval.experiment.Difference;
import io.llmops.eval.experiment.ExperimentResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold whichever version is better, and also if neither is. */
class CompareVersionsTest {

    @Test
    void should_compare_both_versions_on_every_question_of_both_languages(@TempDir Path home) {
        Printed printed = new Printed();

        ExperimentResult result = CompareVersions.run(home, "builtin/extractive", printed.out());

        System.out.println(printed.text());
        Difference difference = result.compare("answer@1", "answer@2").difference();
        assertThat(difference.rows()).isEqualTo(24);
        for (String version : new String[] {"answer@1", "answer@2"}) {
            assertThat(result.of(version).failed()).isZero();
            assertThat(result.of(version).unscored()).isZero();
        }
        assertThat(difference.value()).isBetween(difference.low(), difference.high());
        Difference swapped = result.compare("answer@2", "answer@1").difference();
        assertThat(swapped.value() + difference.value()).isZero();
        assertThat(swapped.low() + difference.high()).isZero();
        assertThat(swapped.high() + difference.low()).isZero();
        assertThat(swapped.pValue()).isEqualTo(difference.pValue());
        assertThat(printed.text()).contains("answer@1: ", "answer@2: ", "24 rows", "p = ");
    }
}
