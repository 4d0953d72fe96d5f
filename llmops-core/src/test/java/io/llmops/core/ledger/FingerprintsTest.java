package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private final Fingerprints fingerprints = new Fingerprints(new byte[] {1, 2, 3});

    @Test
    void should_be_the_same_for_texts_that_differ_by_case_width_space_and_closing_marks() {
        assertThat(fingerprints.of("How many  days?"))
                .isEqualTo(fingerprints.of("ｈｏｗ many\u00a0days ！"))
                .isNotEqualTo(fingerprints.of("How many day"));
        assertThat(fingerprints.of("年假　可以结转几天？")).isEqualTo(fingerprints.of("年假 可以结转几天"));
    }

    @Test
    void should_keep_a_text_of_marks_alone_apart_from_another() {
        assertThat(fingerprints.of("?!")).isNotEqualTo(fingerprints.of("..."));
    }

    /** Hashes are kept in databases: the rule must stay what these two expressions say. */
    @Test
    void should_fold_as_the_rule_says_whatever_the_text() {
        String letters = "Aéß？！。…. ?!\t\n\u000b\u001c\u2028\u00a0\u3000年ｆ\ud83d\ude00\u2003İ";
        long seed = 20261124;
        Random random = new Random(seed);
        for (int n = 0; n < 20_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12) + 1; length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            String spaced = folded.replaceAll("[\\s\\p{Z}]+", " ").strip();
            String ended = spaced.replaceAll("[\\s?!.。？！…]+$", "");
            assertThat(Fingerprints.normalise(text.toString()))
                    .as("seed %d, text %s", seed, text)
                    .isEqualTo(ended.isEmpty() ? spaced : ended);
        }
    }
}
