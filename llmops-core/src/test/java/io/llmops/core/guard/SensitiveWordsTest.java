package io.llmops.core.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.Severity;
import io.llmops.core.guard.SensitiveWords.Action;
import io.llmops.core.guard.SensitiveWords.Match;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SensitiveWordsTest {

    private final SensitiveWords words = SensitiveWords.of(new StringReader("""
        # code names
        夜莺计划\tproject
        夜莺\tbird
        Nightjar\tproject
        AK47\tweapon
        QQ\tad
        项目 alpha
        """));

    @Test
    void should_say_which_word_of_which_category_stands_where() {
        assertThat(words.find("关于夜莺计划和Nightjar。"))
                .containsExactly(match("夜莺计划", "project", 2, 6), match("Nightjar", "project", 7, 15));
    }

    @Test
    void should_not_tell_case_or_width_apart_and_give_positions_of_the_original() {
        assertThat(words.find("😀 ＮＩＧＨＴｊａｒ 項 项目　ALPHA"))
                .containsExactly(match("Nightjar", "project", 3, 11), match("项目 alpha", "general", 14, 22));
    }

    @Test
    void should_prefer_the_leftmost_and_then_the_longest() {
        SensitiveWords each = SensitiveWords.builder()
                .word("甲乙", "a")
                .word("乙丙丁戊", "b")
                .word("甲乙丙", "c")
                .word("丁", "d")
                .build();
        assertThat(each.find("甲乙丙丁戊")).extracting(Match::word).containsExactly("甲乙丙", "丁");
        assertThat(each.find("乙丙丁戊甲乙")).extracting(Match::word).containsExactly("乙丙丁戊", "甲乙");
        assertThat(each.find("甲乙甲乙丙丁")).extracting(Match::start).containsExactly(0, 2, 5);
    }

    @Test
    void should_match_whole_words_only_where_letters_are_latin() {
        for (String text : List.of("Nightjars", "aNightjar", "Nightjaré", "ｘNightjar", "AK475", "qqs")) {
            assertThat(words.find(text)).as(text).isEmpty();
        }
        for (String text :
                List.of("Nightjar's", "夜Nightjar计划", "Nightjar2", "the-nightjar_x", "加QQ12345", "AK47s", "1AK47")) {
            assertThat(words.find(text)).as(text).hasSize(1);
        }
    }

    @Test
    void should_take_a_shorter_word_when_the_longer_one_is_no_whole_word() {
        SensitiveWords each =
                SensitiveWords.builder().word("夜莺x", "a").word("夜莺", "b").build();
        assertThat(each.find("夜莺xy")).extracting(Match::word).containsExactly("夜莺");
    }

    @Test
    void should_mask_each_code_point_and_leave_the_rest_alone() {
        SensitiveWords each = SensitiveWords.builder()
                .word("𠮷野", "name")
                .word("夜莺计划", "project")
                .build();
        assertThat(each.mask("问𠮷野：夜莺计划？😀")).isEqualTo("问**：****？😀");
        String clean = "nothing here";
        assertThat(each.mask(clean)).isSameAs(clean);
        assertThat(each.mask("")).isEmpty();
    }

    @Test
    void should_find_nothing_without_words() {
        assertThat(SensitiveWords.builder().build().find("anything 任何")).isEmpty();
    }

    @Test
    void should_mask_by_default_and_act_as_it_is_told() {
        assertThat(words.action()).isEqualTo(Action.MASK);
        SensitiveWords refusing = words.action(Action.REFUSE);
        assertThat(refusing.action()).isEqualTo(Action.REFUSE);
        assertThat(refusing.find("夜莺")).extracting(Match::action).containsExactly(Action.REFUSE);
        assertThat(words.find("夜莺")).extracting(Match::action).containsExactly(Action.MASK);
        assertThat(words.action()).isEqualTo(Action.MASK);
    }

    @Test
    void should_count_the_first_of_words_that_fold_to_the_same() {
        SensitiveWords each = SensitiveWords.builder()
                .word("Q Q", "first")
                .word("ｑ　ｑ", "second")
                .build();
        assertThat(each.size()).isEqualTo(1);
        assertThat(each.find("q q")).containsExactly(match("Q Q", "first", 0, 3));
    }

    @Test
    void should_read_a_lexicon_file_with_a_byte_order_mark_and_windows_lines(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("lexicon.txt");
        Files.write(file, "\uFEFF夜莺\tbird\r\n\r\n# comment\r\nplain\r\n".getBytes(UTF_8));
        assertThat(SensitiveWords.of(file).find("夜莺 plain"))
                .containsExactly(match("夜莺", "bird", 0, 2), match("plain", SensitiveWords.DEFAULT_CATEGORY, 3, 8));
    }

    @Test
    void should_name_the_file_and_line_that_are_wrong(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("lexicon.txt");
        assertThatThrownBy(() -> SensitiveWords.of(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lexicon.txt");
        Files.writeString(file, "good\tcategory\n\tno word\n");
        assertThatThrownBy(() -> SensitiveWords.of(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lexicon.txt")
                .hasMessageContaining("line 2");
        Files.writeString(file, "word\tb\tsevere\n");
        assertThatThrownBy(() -> SensitiveWords.of(file))
                .hasMessageContaining("line 1")
                .hasMessageContaining("low, medium and high");
        Files.writeString(file, "word\tb\tlow\td\n");
        assertThatThrownBy(() -> SensitiveWords.of(file))
                .hasMessageContaining("line 1")
                .hasMessageContaining("4 columns");
        Files.writeString(file, "C++\n");
        assertThatThrownBy(() -> SensitiveWords.of(file))
                .hasMessageContaining("line 1")
                .hasMessageContaining("without them 'c' is left");
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'});
        assertThatThrownBy(() -> SensitiveWords.of(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void should_find_every_word_of_a_published_lexicon_in_its_own_text() {
        String data = System.getProperty("llmops.testdata", "");
        assumeFalse(data.isBlank(), "set -Dllmops.testdata to run over a published lexicon");
        SensitiveWords lexicon = SensitiveWords.of(Path.of(data, "safety-lexicon", "涉枪涉爆.txt"));
        assertThat(lexicon.size()).isGreaterThan(400);
        for (Match own : List.copyOf(lexicon.find("出售手枪，枪支弹药"))) {
            assertThat(lexicon.find("前" + own.word() + "后"))
                    .extracting(Match::word)
                    .containsExactly(own.word());
        }
        assertThat(lexicon.find("出售手枪，枪支弹药")).isNotEmpty();
    }

    @Test
    void should_not_show_words_when_printed() {
        assertThat(words).hasToString("SensitiveWords[6 words, MASK]");
    }

    private static Match match(String word, String category, int start, int end) {
        return new Match(word, category, Severity.MEDIUM, Action.MASK, start, end);
    }
}
