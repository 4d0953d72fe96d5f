package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.eval.experiment.Comparison;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareVersionsTest {

    @Test
    void should_compare_both_versions_on_every_question_of_both_languages(@TempDir Path home) {
        Printed printed = new Printed();

        Comparison comparison = CompareVersions.run(home, "builtin/extractive", printed.out());

        System.out.println(printed.text());
        assertThat(comparison.difference().rows()).isEqualTo(24);
        assertThat(comparison.failed()).isZero();
        // The longer answer of the quoting model begins with the shorter one's sentence, or holds it.
        assertThat(comparison.difference().onlyFirst()).isZero();
        assertThat(comparison.of("answer@1").shareOfGood().value()).isPositive();
        assertThat(printed.text()).contains("answer@1: ", "answer@2: ", "24 rows", "p ");
    }
}
