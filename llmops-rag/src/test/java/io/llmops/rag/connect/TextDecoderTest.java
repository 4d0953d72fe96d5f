package io.llmops.rag.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecoderTest {

    private static final String CHINESE = "员工每年有十二天年假。Carry-over: 5 天，截止 3 月 31 日。\n";
    private static final String GERMAN = "Größe und Maß: überfällig, fünf Tage Übertrag für Müller & Söhne.\n";

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "GBK"})
    void should_read_chinese(String charset) {
        assertThat(TextDecoder.decode(CHINESE.getBytes(Charset.forName(charset))))
                .isEqualTo(CHINESE);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "IBM500"})
    void should_read_german(String charset) {
        assertThat(TextDecoder.decode(GERMAN.getBytes(Charset.forName(charset))))
                .isEqualTo(GERMAN);
    }

    @ParameterizedTest
    @CsvSource({
        "Müller",
        "Caf\u00e9",
        "na\u00efve",
        "\u00a3 5",
        "p\u00e4\u00e4t\u00f6s ja hyv\u00e4",
        "d\u00e9j\u00e0-vu"
    })
    void should_not_take_a_few_accents_for_chinese(String text) {
        assertThat(TextDecoder.decode(text.getBytes(Charset.forName("windows-1252"))))
                .isEqualTo(text);
    }

    @Test
    void should_drop_byte_order_marks_and_unify_line_ends() {
        assertThat(TextDecoder.decode("\ufeffa\r\nb\rc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a\nb\nc");
        assertThat(TextDecoder.decode("\ufeff年假".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("年假");
        assertThat(TextDecoder.decode("\ufeff年假".getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo("年假");
    }

    @Test
    void should_read_a_real_mainframe_page() throws IOException {
        String data = System.getProperty("llmops.testdata", "");
        assumeTrue(!data.isBlank(), "needs -Dllmops.testdata=<folder that holds docs-tika>");
        Path folder = Path.of(data, "docs-tika");
        Set<String> found = words(TextDecoder.decode(Files.readAllBytes(folder.resolve("english.cp500.txt"))));
        Set<String> expected = words(Files.readString(folder.resolve("expected/english.cp500.txt.txt")));
        assertThat(found).hasSizeGreaterThan(300).isEqualTo(expected);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(java.util.Arrays.asList(text.split("[^\\p{L}\\p{N}]+", -1)));
        words.remove("");
        return words;
    }
}
