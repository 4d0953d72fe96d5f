package io.llmops.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.test.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexiconFilesTest {

    @TempDir
    Path directory;

    private final FakeClock clock = FakeClock.create();
    private Path file = Path.of("");

    @BeforeEach
    void writeLexicon() throws IOException {
        file = directory.resolve("词表.txt");
        write("夜莺");
    }

    @Test
    void should_know_new_words_within_a_second_and_not_look_at_every_search() throws IOException {
        SensitiveWords words = SensitiveWords.watch(List.of(file), clock);
        assertThat(words.find("夜莺和云雀")).extracting(SensitiveWords.Match::word).containsExactly("夜莺");

        clock.advance(Duration.ofMillis(10));
        write("云雀");
        assertThat(words.find("夜莺和云雀")).extracting(SensitiveWords.Match::word).containsExactly("夜莺");
        clock.advance(Duration.ofSeconds(1));

        assertThat(words.find("夜莺和云雀")).extracting(SensitiveWords.Match::word).containsExactly("云雀");
    }

    @Test
    void should_keep_the_last_good_words_while_a_file_is_broken_or_away_and_say_why() throws IOException {
        SensitiveWords words = SensitiveWords.watch(List.of(file), clock);

        write("夜莺\tbird\tmonstrous");
        clock.advance(Duration.ofSeconds(1));
        assertThat(words.mask("夜莺")).isEqualTo("**");
        assertThat(words.problem()).hasValueSatisfying(why -> assertThat(why).contains("词表.txt", "line 1"));

        Files.delete(file);
        clock.advance(Duration.ofSeconds(1));
        assertThat(words.mask("夜莺")).isEqualTo("**");
        assertThat(words.problem()).hasValueSatisfying(why -> assertThat(why).contains("词表.txt"));

        write("云雀");
        clock.advance(Duration.ofSeconds(1));
        assertThat(words.mask("夜莺云雀")).isEqualTo("夜莺**");
        assertThat(words.problem()).isEmpty();
    }

    /** As old as the fake clock says, since a file is not read in the moment that it is written. */
    private void write(String lines) throws IOException {
        Files.writeString(file, lines + "\n");
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }
}
