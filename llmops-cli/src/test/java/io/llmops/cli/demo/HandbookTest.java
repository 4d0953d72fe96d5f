package io.llmops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.NotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandbookTest {

    private final Path folder;

    HandbookTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_write_the_documents_of_both_languages_and_nothing_else() throws IOException {
        assertThat(contents(Handbook.unpack(folder.resolve("new/handbook"))))
                .containsOnlyKeys(
                        "en/equipment.csv",
                        "en/leave.md",
                        "en/onboarding.docx",
                        "en/security.pdf",
                        "en/travel.html",
                        "zh/休假.md",
                        "zh/信息安全.docx",
                        "zh/差旅.html",
                        "zh/新员工入职.txt",
                        "zh/设备.csv");
    }

    @Test
    void should_leave_unchanged_files_untouched_on_a_second_run_and_restore_changed_ones() throws IOException {
        Handbook.unpack(folder);
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Path kept = folder.resolve("en/onboarding.docx");
        Path edited = folder.resolve("zh/休假.md");
        Files.setLastModifiedTime(kept, old);
        String text = Files.readString(edited);
        Files.writeString(edited, "改过");

        Handbook.unpack(folder);

        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(old);
        assertThat(Files.readString(edited)).isEqualTo(text);
    }

    @Test
    void should_write_the_same_bytes_from_a_jar(@TempDir Path other) throws IOException {
        Path jar = other.resolve("hand book.jar");
        Path resources = Path.of(resource("handbook/words.txt")).resolveSibling("");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(
                        "a/handbook/" + resources.relativize(file).toString().replace('\\', '/')));
                zip.write(Files.readAllBytes(file));
            }
        }
        var url = URI.create("jar:" + jar.toUri() + "!/a/handbook/words.txt").toURL();

        Map<String, Integer> fromJar = contents(Handbook.unpack(url, other.resolve("out")));

        assertThat(fromJar).hasSize(10).isEqualTo(contents(Handbook.unpack(folder)));
    }

    @Test
    void should_zip_the_parts_of_word_files_with_their_content_types_first() throws IOException {
        Handbook.unpack(folder);
        try (ZipFile zip = new ZipFile(folder.resolve("zh/信息安全.docx").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .startsWith("[Content_Types].xml")
                    .contains("_rels/.rels", "word/document.xml");
        }
    }

    @Test
    void should_say_where_it_cannot_be_unpacked() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> Handbook.unpack(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void should_give_the_other_files_as_text() {
        assertThat(Handbook.text(Handbook.QUESTIONS)).startsWith("id,language,question,expected,document,task\n");
        assertThatThrownBy(() -> Handbook.text("answers.csv")).isInstanceOf(NotFoundException.class);
    }

    private static URI resource(String name) {
        return URI.create(
                Objects.requireNonNull(Handbook.class.getResource(name)).toString());
    }

    private static Map<String, Integer> contents(Path root) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
