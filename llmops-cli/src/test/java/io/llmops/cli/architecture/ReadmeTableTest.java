package io.llmops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of jars in the README is what core really brings, and as large as it says. */
class ReadmeTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void should_list_the_jars_that_core_brings_with_their_size(String page) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (String line : Files.readAllLines(Checkout.ROOT.resolve("llmops-core/third-party.txt"))) {
            String[] artifact = line.split(":");
            double megabytes = Files.size(jar(artifact[1] + "-" + artifact[2] + ".jar")) / 1e6;
            wanted.add(String.format(Locale.ROOT, "| %s | %.1f |", artifact[1], megabytes));
        }
        List<String> lines = Files.readAllLines(Checkout.ROOT.resolve(page));
        int table = lines.indexOf("<!-- table: llmops-core -->") + 3;
        List<String> shown = lines.subList(table, table + wanted.size());

        assertThat(shown).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(lines.get(table + wanted.size())).isBlank();
    }

    private static Path jar(String name) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(File.separator + name)) {
                return Path.of(entry);
            }
        }
        throw new AssertionError(name + " is not on the class path");
    }
}
