package io.llmops.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineAppenderTest {

    private final Path file;

    LineAppenderTest(@TempDir Path directory) {
        this.file = directory.resolve("新/行.txt");
    }

    private void append(String... lines) {
        try (LineAppender appender = FileIo.appendLines(file, line -> line.endsWith("}"))) {
            for (String line : lines) {
                appender.append(line);
            }
        }
    }

    @Test
    void should_add_lines_to_the_end_of_what_is_there() throws IOException {
        append("{一}", "{2}");
        append("{3}");

        assertThat(Files.readString(file)).isEqualTo("{一}\n{2}\n{3}\n");
    }

    @Test
    void should_cut_a_torn_last_line_off_wherever_it_was_torn() throws IOException {
        byte[] torn = "{饺子}".getBytes(UTF_8);
        for (int length = 1; length < torn.length; length++) {
            Files.createDirectories(file.getParent());
            Files.write(file, "{1}\n".getBytes(UTF_8));
            Files.write(file, Arrays.copyOf(torn, length), java.nio.file.StandardOpenOption.APPEND);
            append("{2}");

            assertThat(Files.readString(file)).isEqualTo("{1}\n{2}\n");
        }
    }

    @Test
    void should_end_a_last_line_that_is_whole() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{1}\n{2}");
        append("{3}");

        assertThat(Files.readString(file)).isEqualTo("{1}\n{2}\n{3}\n");
    }

    @Test
    void should_mend_a_torn_line_that_is_longer_than_what_is_read_at_once() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{1}\n" + "x".repeat(100_000));
        append();
        assertThat(Files.readString(file)).isEqualTo("{1}\n");

        Files.writeString(file, "x".repeat(20_000));
        append();
        assertThat(file).isEmptyFile();
    }

    @Test
    void should_let_one_writer_in_at_a_time_and_readers_always() throws IOException {
        try (LineAppender first = FileIo.appendLines(file, line -> true)) {
            first.append("{1}");
            assertThatThrownBy(() -> FileIo.appendLines(file, line -> true))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining("行.txt")
                    .hasMessageContaining("another run");
            assertThat(Files.readString(file)).isEqualTo("{1}\n");
        }
        append("{2}");
    }

    @Test
    void should_keep_lines_whole_that_many_threads_add() throws IOException {
        try (LineAppender appender = FileIo.appendLines(file, line -> true)) {
            IntStream.range(0, 200).parallel().forEach(i -> appender.append("{" + i + "}"));
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "{" + i + "}").toList());
    }

    @Test
    void should_refuse_a_line_that_is_two_and_one_after_closing() {
        LineAppender appender = FileIo.appendLines(file, line -> true);
        assertThatIllegalArgumentException().isThrownBy(() -> appender.append("a\nb"));
        appender.close();
        appender.close();
        assertThatThrownBy(() -> appender.append("a")).isInstanceOf(StoreException.class);
    }
}
