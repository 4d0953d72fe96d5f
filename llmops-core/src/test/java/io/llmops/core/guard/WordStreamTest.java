package io.llmops.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.core.guard.SensitiveWords.Action;
import io.llmops.core.guard.SensitiveWords.Match;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a text is cut, a stream finds and passes on what a search of the whole text does. */
@Timeout(60)
class WordStreamTest {

    private static final String[] PARTS = {
        "a",
        "b",
        "A",
        "c",
        " ",
        "-",
        "*",
        "，",
        "夜",
        "莺",
        "計",
        "1",
        "一",
        "\n",
        "🔫",
        "aaa",
        ".",
        "野",
        "𠮷",
        "\u200B",
        "*****",
        "\n🔫🔫🔫",
        "bbbbbbbb",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    };

    @RepeatedTest(20)
    void should_find_and_pass_on_the_same_for_every_cut_of_a_text() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SensitiveWords words = words(random);
        for (int i = 0; i < 20; i++) {
            String text = text(random, random.nextInt(40));
            ScreenedText whole = words.screen(text);
            for (int cut = 0; cut <= text.length(); cut++) {
                WordStream stream = words.stream();
                String out = stream.push(text.substring(0, cut)) + stream.push(text.substring(cut)) + stream.finish();
                same(stream, out, whole, seed);
            }
            WordStream stream = words.stream();
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); at++) {
                out.append(stream.push(text.substring(at, at + 1)));
            }
            same(stream, out.append(stream.finish()).toString(), whole, seed);
        }
    }

    @Test
    void should_hold_back_only_what_may_become_a_word() {
        WordStream stream = SensitiveWords.builder().word("夜莺计划", "p").build().stream();
        assertThat(stream.push("关于夜")).isEqualTo("关于");
        assertThat(stream.push("莺计划吗")).isEqualTo("****吗");
        assertThat(stream.push("夜")).isEmpty();
        assertThat(stream.finish()).isEqualTo("夜");
        assertThat(stream.matches()).extracting(Match::start).containsExactly(2);
        assertThatThrownBy(() -> stream.push("x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void should_hold_back_no_gap_that_is_longer_than_any_in_a_word() {
        SensitiveWords words = SensitiveWords.builder()
                .word("枪支", "arms")
                .word("fuuuck", "rude")
                .build();
        for (String begin : new String[] {"枪", "fuu", "f-u-u"}) {
            WordStream stream = words.stream();
            StringBuilder out = new StringBuilder(stream.push(begin));
            for (int i = 0; i < 100; i++) {
                out.append(stream.push("*"));
                if (i >= Gap.LONGEST) {
                    assertThat(out.toString()).isEqualTo(begin + "*".repeat(i + 1));
                }
            }
            assertThat(stream.push("支") + stream.finish()).isEqualTo("支");
            assertThat(stream.matches()).isEmpty();
        }
    }

    @Test
    void should_pass_on_nothing_after_a_refused_word() {
        WordStream stream = SensitiveWords.builder().word("夜莺", "p").build().action(Action.REFUSE).stream();
        assertThat(stream.push("关于夜莺计划")).isEqualTo("关于");
        assertThat(stream.refused()).isTrue();
        assertThat(stream.push("more") + stream.finish()).isEmpty();
    }

    private static void same(WordStream stream, String out, ScreenedText whole, long seed) {
        assertThat(out).as("seed %d", seed).isEqualTo(whole.text());
        assertThat(stream.matches()).as("seed %d", seed).isEqualTo(whole.matches());
    }

    private static SensitiveWords words(Random random) {
        SensitiveWords.Builder builder =
                SensitiveWords.builder().word("ab", "c").word("夜莺", "c");
        for (int i = 0; i < 8; i++) {
            String word = text(random, 1 + random.nextInt(5));
            if (word.chars().filter(Character::isLetter).count() > 1) {
                add(builder, word, random.nextInt(5) == 0);
            }
        }
        return builder.build();
    }

    private static void add(SensitiveWords.Builder builder, String word, boolean allowed) {
        if (Spelling.of(word).key().length() > 1) {
            if (allowed) {
                builder.allow(word);
            } else {
                builder.word(word, "c");
            }
        }
    }

    private static String text(Random random, int parts) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            out.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return out.toString();
    }
}
