package io.llmops.rag.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmops.api.connect.Connector;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.DocumentException;
import io.llmops.api.spi.ConnectorProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesConnectorTest {

    private final Path root;

    FilesConnectorTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void should_hand_over_all_files_in_the_order_of_their_relative_paths() throws IOException {
        write("b/deep/three.md", "3");
        write("a.txt", "1");
        write("休假.md", "2");
        assertThat(documents(root)).extracting(SourceDocument::id).containsExactly("a.txt", "b/deep/three.md", "休假.md");
        assertThat(documents(root)).extracting(SourceDocument::fileName).containsExactly("a.txt", "three.md", "休假.md");
    }

    @Test
    void should_open_the_content_and_tell_the_path() throws IOException {
        write("a.txt", "内容");
        SourceDocument document = documents(root).get(0);
        try (var in = document.open()) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("内容");
        }
        assertThat(document.metadata())
                .isEqualTo(Map.of("path", root.resolve("a.txt").toString()));
    }

    @Test
    void should_change_the_version_with_the_content_and_only_with_it() throws IOException {
        Path file = write("a.txt", "five days");
        FileTime time = Files.getLastModifiedTime(file);
        String version = documents(root).get(0).version();

        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 60_000));
        assertThat(documents(root).get(0).version()).as("touched").isEqualTo(version);

        write("a.txt", "nine days");
        Files.setLastModifiedTime(file, time);
        assertThat(documents(root).get(0).version()).as("same size and time").isNotEqualTo(version);
    }

    @Test
    void should_skip_hidden_and_lock_files() throws IOException {
        write("plan.docx", "x");
        write("~$plan.docx", "x");
        write(".~lock.plan.docx#", "x");
        write(".git/config", "x");
        assertThat(documents(root)).extracting(SourceDocument::id).containsExactly("plan.docx");
    }

    @Test
    void should_read_a_root_that_is_hidden_itself() throws IOException {
        write(".notes/a.txt", "x");
        assertThat(documents(root.resolve(".notes")))
                .extracting(SourceDocument::id)
                .containsExactly("a.txt");
    }

    @Test
    void should_follow_links_inside_of_the_root_but_not_out_of_it_nor_in_circles(@TempDir Path outside)
            throws IOException {
        Files.writeString(outside.resolve("secret.txt"), "x");
        write("in/a.txt", "x");
        Files.createSymbolicLink(root.resolve("linked.txt"), root.resolve("in/a.txt"));
        Files.createSymbolicLink(root.resolve("out.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("out"), outside);
        Files.createSymbolicLink(root.resolve("circle"), root);
        Files.createSymbolicLink(root.resolve("broken.txt"), root.resolve("nothing.txt"));
        assertThat(documents(root)).extracting(SourceDocument::id).containsExactly("in/a.txt", "linked.txt");
    }

    @Test
    void should_hand_over_a_file_that_cannot_be_read_and_fail_when_it_is_opened() throws IOException {
        Path file = write("locked.txt", "x");
        write("open.txt", "x");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "needs POSIX permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "needs a user who is not root");
        List<SourceDocument> documents = documents(root);
        assertThat(documents).extracting(SourceDocument::id).containsExactly("locked.txt", "open.txt");
        assertThatThrownBy(() -> documents.get(0).open()).isInstanceOf(IOException.class);
    }

    @Test
    void should_take_a_single_file_as_source() throws IOException {
        Path file = write("a.txt", "x");
        assertThat(documents(file)).extracting(SourceDocument::id).containsExactly("a.txt");
        assertThat(Connectors.files(file).description()).startsWith("file ").contains("a.txt");
    }

    @Test
    void should_name_a_folder_that_is_missing() {
        Path missing = root.resolve("missing");
        assertThatThrownBy(() -> documents(missing))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void should_be_found_as_a_service_and_refuse_settings_it_does_not_know() throws IOException {
        write("a.txt", "x");
        ConnectorProvider provider = ServiceLoader.load(ConnectorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.name().equals("files"))
                .findFirst()
                .orElseThrow();
        List<SourceDocument> documents = new ArrayList<>();
        provider.connector(root.toString(), Map.of()).read(documents::add);
        assertThat(documents).hasSize(1);
        assertThatThrownBy(() -> provider.connector(root.toString(), Map.of("recursive", "no")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("recursive");
        assertThatThrownBy(() -> provider.connector(" ", Map.of())).isInstanceOf(ConfigurationException.class);
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<SourceDocument> documents(Path root) {
        List<SourceDocument> documents = new ArrayList<>();
        Connector connector = Connectors.files(root);
        connector.read(documents::add);
        return documents;
    }
}
