package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeFromSourcesTest {

    @Test
    void should_keep_an_index_in_step_with_a_table(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KnowledgeFromSources.run(directory, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("2 added, 0 replaced, 0 removed"),
                        second -> assertThat(second).startsWith("0 added, 1 replaced, 1 removed"));
    }
}
