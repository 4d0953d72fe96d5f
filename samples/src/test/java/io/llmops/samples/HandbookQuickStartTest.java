package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandbookQuickStartTest {

    @Test
    void should_answer_with_a_citation_and_skip_unchanged_documents_on_a_second_run(@TempDir Path home) {
        Printed first = new Printed();
        HandbookQuickStart.run(home, "builtin/extractive", first.out());
        System.out.println(first.text());

        assertThat(first.text())
                .startsWith("5 added, 0 replaced, 0 removed, 0 unchanged, 0 failed")
                .contains("6 days", "[1] leave.md");

        Printed second = new Printed();
        HandbookQuickStart.run(home, "builtin/extractive", second.out());

        assertThat(second.text()).startsWith("0 added, 0 replaced, 0 removed, 5 unchanged, 0 failed");
    }
}
