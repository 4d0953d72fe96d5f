package io.llmops.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.Severity;
import io.llmops.core.guard.SensitiveWords.Action;
import io.llmops.core.guard.SensitiveWords.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The automaton against a search that tries every word at every place, and its cost. */
@Timeout(120)
class AutomatonTest {

    private static final char HAN = '\u4E00';

    @RepeatedTest(20)
    void should_find_what_a_search_word_by_word_finds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int letters = 2 + random.nextInt(5);
        Set<String> lexicon = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            lexicon.add(han(random, letters, 1 + random.nextInt(6)));
        }
        SensitiveWords.Builder builder = SensitiveWords.builder();
        lexicon.forEach(word -> builder.word(word, "c"));
        SensitiveWords words = builder.build();
        for (int i = 0; i < 50; i++) {
            String text = han(random, letters + 1, random.nextInt(200));
            assertThat(words.find(text)).as("seed %d", seed).isEqualTo(slow(lexicon, text));
        }
    }

    @RepeatedTest(20)
    void should_find_the_same_words_wherever_symbols_are_inserted() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SensitiveWords.Builder builder = SensitiveWords.builder();
        for (int i = 0; i < 30; i++) {
            builder.word(han(random, 8, 1 + random.nextInt(5)), "c");
        }
        SensitiveWords words = builder.build();
        for (int i = 0; i < 50; i++) {
            String text = han(random, 12, random.nextInt(200));
            int[] places = new int[text.length()];
            StringBuilder spread = new StringBuilder();
            for (int at = 0; at < text.length(); at++) {
                places[at] = spread.append("*".repeat(Math.max(0, random.nextInt(9) - 4)))
                        .append(text.charAt(at))
                        .length();
            }
            assertThat(words.find(spread))
                    .as("seed %d", seed)
                    .isEqualTo(words.find(text).stream()
                            .map(m -> new Match(
                                    m.word(),
                                    m.category(),
                                    m.severity(),
                                    m.action(),
                                    places[m.start()] - 1,
                                    places[m.end() - 1]))
                            .toList());
        }
    }

    /** A cost that grows with the square of the length would not end before the time limit. */
    @Test
    void should_read_sixteen_million_characters_in_one_line_at_a_cost_linear_in_their_number() {
        Random random = new Random(7);
        SensitiveWords.Builder builder = SensitiveWords.builder();
        for (int i = 0; i < 50_000; i++) {
            builder.word(han(random, 3_000, 2 + random.nextInt(4)), "c");
        }
        SensitiveWords words = builder.build();
        String part = han(random, 3_000, 1 << 20);
        int once = words.find(part).size();
        assertThat(words.find((part + "。").repeat(16)).size()).isBetween(16 * once, 16 * (once + 1));
    }

    @Test
    void should_stay_linear_where_every_prefix_is_a_word_too() {
        SensitiveWords.Builder builder = SensitiveWords.builder();
        for (int length = 1; length <= 20; length++) {
            builder.word("重".repeat(length), "c");
        }
        SensitiveWords words = builder.build();
        assertThat(words.find("重".repeat(200_000))).hasSize(10_000).allMatch(m -> m.end() - m.start() == 20);
    }

    private static List<Match> slow(Set<String> lexicon, String text) {
        List<Match> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            String longest = "";
            for (String word : lexicon) {
                if (word.length() > longest.length() && text.startsWith(word, at)) {
                    longest = word;
                }
            }
            if (longest.isEmpty()) {
                at++;
            } else {
                found.add(new Match(longest, "c", Severity.MEDIUM, Action.MASK, at, at + longest.length()));
                at += longest.length();
            }
        }
        return found;
    }

    private static String han(Random random, int letters, int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append((char) (HAN + random.nextInt(letters)));
        }
        return out.toString();
    }
}
