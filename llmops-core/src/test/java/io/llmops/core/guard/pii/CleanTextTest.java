package io.llmops.core.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmops.core.guard.injection.PromptInjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand lines that have next to nothing to find, in English and Chinese. */
class CleanTextTest {

    private static List<String> lines(Path data) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String language : List.of("en", "zh")) {
            Path file = data.resolve("retrieval-xquad/xquad." + language + ".json");
            JsonNode all = new ObjectMapper().readTree(file.toFile());
            all.findValues("context")
                    .forEach(c -> lines.addAll(List.of(c.asText().split("(?<=[.。])\\s*"))));
            all.findValues("question").forEach(q -> lines.add(q.asText()));
        }
        for (String part : List.of("dev", "train")) {
            for (String line : Files.readAllLines(data.resolve("sts-zh/sts-b-" + part + ".txt"))) {
                lines.addAll(List.of(line.split("\\|\\|")));
            }
        }
        lines.removeIf(String::isBlank);
        return lines;
    }

    @Test
    void should_stay_quiet_on_text_that_names_nobody() throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeThat(data)
                .as("set -Dllmops.testdata to the directory of real test data")
                .isNotBlank();
        List<String> lines = lines(Path.of(data));
        long found = lines.stream()
                .filter(l -> !PersonalData.all().find(l).isEmpty())
                .count();
        long orders = lines.stream()
                .filter(l -> PromptInjection.score(l).value() >= PromptInjection.DEFAULT_THRESHOLD)
                .count();
        System.out.printf("%d lines: %d with personal data, %d with orders%n", lines.size(), found, orders);
        assertThat(lines.size()).isGreaterThan(10_000);
        assertThat((double) found / lines.size()).isLessThan(0.005);
        assertThat((double) orders / lines.size()).isLessThan(0.005);
    }
}
