package io.llmops.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tika's own test files against the text that another version of Tika's command line found in them. */
class RealDocumentsTest {

    private static final double LEAST_F1 = 0.97;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final DocumentReader reader = new TikaDocumentReaderProvider().reader();

    @Test
    void should_find_the_words_that_another_reading_found() throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeTrue(!data.isBlank(), "needs -Dllmops.testdata=<folder that holds docs-tika>");
        Path folder = Path.of(data, "docs-tika");
        Map<String, Double> scores = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> reader.reads(f.getFileName().toString())).toList()) {
                String name = file.getFileName().toString();
                Path expected = folder.resolve("expected").resolve(name + ".txt");
                if (Files.exists(expected)) {
                    scores.put(name, f1(words(Files.readString(expected)), words(text(name, file))));
                }
            }
        }
        System.out.println("F1 of words: " + new java.util.TreeMap<>(scores));
        assertThat(scores)
                .hasSizeGreaterThan(10)
                .allSatisfy((name, f1) -> assertThat(f1).as(name).isGreaterThanOrEqualTo(LEAST_F1));
    }

    private String text(String name, Path file) throws IOException {
        List<Document> parts = reader.read(new BytesDocument(name, Files.readAllBytes(file)));
        return parts.stream().map(Document::text).collect(Collectors.joining("\n"));
    }

    private static Map<String, Integer> words(String text) {
        Map<String, Integer> bag = new HashMap<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> bag.merge(word.group(), 1, Integer::sum));
        return bag;
    }

    private static double f1(Map<String, Integer> expected, Map<String, Integer> found) {
        int common = expected.entrySet().stream()
                .mapToInt(word -> Math.min(word.getValue(), found.getOrDefault(word.getKey(), 0)))
                .sum();
        int total = expected.values().stream().mapToInt(i -> i).sum()
                + found.values().stream().mapToInt(i -> i).sum();
        return total == 0 ? 1 : 2.0 * common / total;
    }
}
