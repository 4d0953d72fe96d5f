package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeSnippetsTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "README.zh-CN.md",
                "docs/telemetry.md",
                "docs/streams.md",
                "docs/cache.md",
                "docs/cassettes.md"
            })
    void should_show_only_code_that_is_compiled_and_tested(String page) throws IOException {
        Path file = Checkout.ROOT.resolve(page);
        assumeTrue(Files.exists(file), page + " is not written yet");

        List<String> problems = new ReadmeSnippets(Checkout.ROOT).problems(Files.readAllLines(file));

        assertThat(problems).as("blocks of %s", page).isEmpty();
    }

    @BeforeEach
    void sample() throws IOException {
        Path sources = Files.createDirectories(root.resolve("samples/src/main/java/io/llmops/samples"));
        Files.writeString(
                sources.resolve("Sample.java"),
                "class Sample {\n    // snippet: one\n    if (a) {\n\n        b();\n    }\n    // end\n}\n");
        Files.writeString(root.resolve("a.yaml"), "scenario: a\n");
    }

    @Test
    void should_accept_a_region_without_its_common_indentation_and_a_file_as_it_is() throws IOException {
        assertThat(problems("""
                <!-- snippet: Sample#one -->
                ```java
                if (a) {

                    b();
                }
                ```
                <!-- file: a.yaml -->
                ```yaml
                scenario: a
                ```
                ```sh
                anything
                ```
                """)).isEmpty();
    }

    @Test
    void should_name_a_block_that_differs_by_its_line() throws IOException {
        assertThat(problems("""
                text
                <!-- snippet: Sample#one -->
                ```java
                if (a) {

                    c();
                }
                ```
                <!-- file: a.yaml -->
                ```yaml
                scenario: b
                ```
                """))
                .satisfiesExactly(
                        java -> assertThat(java).startsWith("line 3: the block is not what"),
                        yaml -> assertThat(yaml).startsWith("line 10: the block is not what"));
    }

    @Test
    void should_name_a_block_without_a_marker_and_a_marker_without_a_region() throws IOException {
        assertThat(problems("""
                ```java
                b();
                ```
                <!-- snippet: Sample#two -->
                ```java
                b();
                ```
                """))
                .satisfiesExactly(
                        unmarked -> assertThat(unmarked).startsWith("line 1: a java block needs"),
                        unknown -> assertThat(unknown).contains("Sample has no region from // snippet: two"));
    }

    private List<String> problems(String page) throws IOException {
        return new ReadmeSnippets(root).problems(page.lines().toList());
    }
}
