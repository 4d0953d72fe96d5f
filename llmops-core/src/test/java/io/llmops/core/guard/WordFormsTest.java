package io.llmops.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.Severity;
import io.llmops.core.guard.SensitiveWords.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a word is found, those in which it is not, and what is done about it. */
class WordFormsTest {

    private final SensitiveWords words = SensitiveWords.builder()
            .word("夜莺计划", "project", Severity.HIGH)
            .word("六合彩", "gambling", Severity.LOW)
            .word("枪", "weapon", Severity.MEDIUM)
            .word("fuck", "abuse", Severity.MEDIUM)
            .allow("水枪")
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "夜莺计划",
                "夜-莺-计划",
                "夜 莺 计 划",
                "夜*莺*计*划",
                "夜，莺，计，划",
                "夜😀莺计划",
                "夜\u200b莺计划",
                "6合彩",
                "⑥合彩",
                "６合彩",
                "FUCK",
                "ｆｕｃｋ",
                "f u c k",
                "f-u-c-k",
                "f.u.c.k",
                "fuuuuck",
                "f-u-u-u-ck",
                "f🔫uck",
                "ⓕⓤⓒⓚ"
            })
    void should_find_a_word_however_it_is_written(String text) {
        String around = "说：" + text + "。";
        assertThat(words.find(around)).as(around).singleElement().satisfies(m -> {
            assertThat(m.start()).isEqualTo(2);
            assertThat(m.end()).isEqualTo(2 + text.length());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"水枪", "买了一把水枪", "夜里莺飞，计较划船", "fuchsia", "fucking", "of u ck", "夜xx莺计划", "五合彩"})
    void should_leave_clean_text_alone(String text) {
        assertThat(words.find(text)).isEmpty();
    }

    @Test
    void should_act_by_category_before_severity_before_the_general_rule() {
        SensitiveWords acting = words.action(Action.LOG)
                .action(Severity.HIGH, Action.REFUSE)
                .action("gambling", Action.REPLACE)
                .replacement("[…]");

        ScreenedText screened = acting.screen("六合彩 和 fuck");
        assertThat(screened.refused()).isFalse();
        assertThat(screened.text()).isEqualTo("[…] 和 fuck");
        assertThat(acting.screen("夜莺计划").refusedCategories()).containsExactly("project");
    }

    @Test
    void should_find_each_of_65_000_words_in_both_languages() {
        long seed = 65_000;
        Random random = new Random(seed);
        Set<String> lexicon = new HashSet<>();
        while (lexicon.size() < 65_000) {
            boolean chinese = random.nextBoolean();
            lexicon.add(random.ints(chinese ? 4 : 9, chinese ? 0x4e00 : 'a', chinese ? 0x9fa5 : 'z')
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
        SensitiveWords.Builder builder = SensitiveWords.builder();
        lexicon.forEach(word -> builder.word(word, "c"));
        SensitiveWords many = builder.build();

        List<String> missed = lexicon.stream()
                .filter(word -> many.find("。" + word + "。").isEmpty())
                .toList();
        assertThat(missed).as("seed %d", seed).isEmpty();
    }
}
