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
        // Up to three sentences hold what one sentence holds; a further one has the answer of at least one row.
        assertThat(comparison.difference().onlyFirst()).isZero();
        assertThat(comparison.difference().onlySecond()).isPositive();
        assertThat(printed.text()).contains("answer@1: ", "answer@2: ", "24 rows", "p = ");
    }
}
