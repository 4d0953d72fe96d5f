package io.llmops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that are seen in the files of the checkout. */
class RepositoryTest {

    private static final int MAX_LINES = 500;
    private static final Pattern SUPPRESSION = Pattern.compile("@SuppressWarnings\\(");
    private static final Pattern REASON = Pattern.compile("//\\s*\\S.{9,}");

    @Test
    void should_give_a_reason_for_every_suppressed_warning_and_print_how_many_there_are() throws IOException {
        int count = 0;
        List<String> without = new ArrayList<>();
        for (Path file : javaFiles()) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                if (SUPPRESSION.matcher(lines.get(i)).find()) {
                    count++;
                    String before = i == 0 ? "" : lines.get(i - 1);
                    String annotation = lines.get(i) + (i + 1 < lines.size() ? lines.get(i + 1) : "");
                    if (!REASON.matcher(annotation).find()
                            && !REASON.matcher(before).find()) {
                        without.add(Checkout.ROOT.relativize(file) + ":" + (i + 1));
                    }
                }
            }
        }
        System.out.println("Suppressed warnings: " + count + ", each with a reason");
        assertThat(without).isEmpty();
    }

    @Test
    void should_keep_every_file_under_the_limit() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : javaFiles()) {
            int lines = Files.readAllLines(file, StandardCharsets.UTF_8).size();
            if (lines > MAX_LINES) {
                tooLong.add(Checkout.ROOT.relativize(file) + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void should_never_publish_a_service_file_for_an_spi_of_langchain4j() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.ROOT)) {
            List<Path> services = files.filter(
                            f -> f.toString().replace('\\', '/').contains("/src/main/resources/META-INF/services/"))
                    .filter(Files::isRegularFile)
                    .toList();
            assertThat(services)
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.getFileName().toString()).startsWith("io.llmops.api.spi."));
        }
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.ROOT)) {
            List<Path> java = files.filter(
                            f -> f.toString().endsWith(".java") && !f.toString().contains("target"))
                    .sorted()
                    .toList();
            assertThat(java).hasSizeGreaterThan(300);
            return java;
        }
    }
}
