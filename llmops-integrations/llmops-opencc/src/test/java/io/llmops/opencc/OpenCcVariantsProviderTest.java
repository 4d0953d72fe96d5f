package io.llmops.opencc;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.core.guard.SensitiveWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What core does with the table: words are found in either form. */
@Timeout(60)
class OpenCcVariantsProviderTest {

    @Test
    void should_know_the_simplified_form_of_thousands_of_characters() {
        Map<Character, Character> variants = new OpenCcVariantsProvider().variants();
        assertThat(variants).hasSizeGreaterThan(2_500).containsEntry('槍', '枪').containsEntry('藥', '药');
        assertThat(variants)
                .allSatisfy((traditional, simplified) -> assertThat(traditional).isNotEqualTo(simplified));
    }

    @Test
    void should_find_words_in_the_other_form_and_say_where() {
        SensitiveWords words = SensitiveWords.builder()
                .word("夜莺计划", "project")
                .word("軍火", "arms")
                .build();
        assertThat(words.mask("關於夜-鶯-計劃與军火")).isEqualTo("關於******與**");
        assertThat(words.find("夜鶯計劃").get(0).word()).isEqualTo("夜莺计划");
    }

    /** One character may have several traditional forms; OpenCC's phrases say which is meant. */
    @Test
    void should_find_five_hundred_phrases_of_the_published_table_both_ways() {
        List<Map.Entry<String, String>> differing = new ArrayList<>();
        OpenCcTable.read("STPhrases").forEach((simplified, traditional) -> {
            if (!simplified.equals(traditional) && isPlain(simplified) && isPlain(traditional)) {
                differing.add(Map.entry(simplified, traditional));
            }
        });
        int step = differing.size() / 500;
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String simplified = differing.get(i * step).getKey();
            String traditional = differing.get(i * step).getValue();
            if (!finds(simplified, traditional) || !finds(traditional, simplified)) {
                missed.add(simplified + "=" + traditional);
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void should_find_every_ideograph_as_it_is_written() {
        List<String> words = IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE)
                .filter(Character::isIdeographic)
                .mapToObj(c -> "甲" + Character.toString(c) + "乙")
                .toList();
        SensitiveWords.Builder lexicon = SensitiveWords.builder();
        words.forEach(word -> lexicon.word(word, "c"));
        SensitiveWords all = lexicon.build();
        assertThat(words)
                .hasSizeGreaterThan(27_000)
                .allMatch(word -> all.find(word).size() == 1);
    }

    private static boolean isPlain(String phrase) {
        return phrase.length() > 1
                && phrase.codePoints().allMatch(Character::isIdeographic)
                && phrase.length() < 8
                && phrase.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static boolean finds(String word, String text) {
        return SensitiveWords.builder()
                        .word(word, "c")
                        .build()
                        .find("在" + text + "里")
                        .size()
                == 1;
    }
}
