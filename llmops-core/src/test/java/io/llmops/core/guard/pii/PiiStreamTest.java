package io.llmops.core.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PiiStreamTest {

    private static final GuardContext ANSWER = GuardContext.of("s").at(WordMatch.Stage.OUTPUT);

    @Test
    void should_come_to_what_the_whole_text_comes_to_however_it_is_cut() {
        long seed = Long.getLong("llmops.seed", 7);
        Random random = new Random(seed);
        Numbers numbers = new Numbers(random);
        for (int i = 0; i < 3_000; i++) {
            String text = text(random, numbers);
            GuardStream stream = PersonalData.all().stream(ANSWER);
            StringBuilder shown = new StringBuilder();
            int at = 0;
            while (at < text.length()) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 4 : 40));
                shown.append(stream.push(text.substring(at, end)));
                at = end;
            }
            shown.append(stream.finish());
            assertThat(shown.toString())
                    .as("seed %d, text %d: %s", seed, i, text)
                    .isEqualTo(PersonalData.all().redact(text));
        }
    }

    @Test
    void should_let_plain_text_go_on_word_by_word() {
        GuardStream stream = PersonalData.all().stream(ANSWER);
        assertThat(stream.push("Five days of le")).isEqualTo("Five days of ");
        assertThat(stream.push("ave carry over.")).isEqualTo("leave carry ");
        assertThat(stream.push("年假五天，可以顺延")).isEqualTo("over.年假五天，可以顺延");
        assertThat(stream.finish()).isEmpty();
    }

    @Test
    void should_hold_a_private_key_until_it_ends() {
        GuardStream stream = PersonalData.all().stream(ANSWER);
        StringBuilder shown = new StringBuilder();
        for (String piece : new String[] {
            "Key:\n-----BEG", "IN PRIVATE KEY-----\nMII\n", "abc def\n", "-----END PRIV", "ATE KEY----- ok"
        }) {
            shown.append(stream.push(piece));
            assertThat(shown.toString()).doesNotContain("MII").doesNotContain("BEGIN");
        }
        assertThat(shown + stream.finish()).isEqualTo("Key:\n[private-key] ok");
    }

    private static String text(Random random, Numbers numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            text.append(
                    switch (random.nextInt(8)) {
                        case 0 -> numbers.chineseId();
                        case 1 -> numbers.iban();
                        case 2 -> numbers.mobile();
                        case 3 -> "write to li.wei@mail.example.com or";
                        case 4 -> "call me on 69 987 88 37 office";
                        case 5 -> numbers.key();
                        case 6 -> "请把 password: hunter2! 发给我，";
                        default -> "from 10.0.0.1 version 1.2.3 on 2026-11-01, see https://x.example/a?b=1";
                    });
            text.append(random.nextInt(3) == 0 ? "，" : " ");
        }
        return text.toString();
    }
}
