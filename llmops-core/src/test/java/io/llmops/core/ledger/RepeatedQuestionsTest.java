package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedQuestionsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Ledger ledger;
    private final InMemoryLedgerStore store = new InMemoryLedgerStore(2);

    RepeatedQuestionsTest() {
        ledger = Ledger.of(store, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void should_print_a_table_and_what_a_store_of_bounded_size_has_let_go_of() {
        for (int i = 0; i < 3; i++) {
            store.append(List.of(CallRecord.builder("r" + i, NOW.minusSeconds(60 - i), CallKind.CHAT, "客服")
                    .fingerprints("q", "answer " + i)
                    .build()));
        }
        RepeatedQuestions repeated = ledger.repeatedQuestions(Duration.ofDays(1));
        assertThat(repeated.dropped()).isEqualTo(1);
        assertThat(repeated.toString()).contains("客服", "lost: 1 records");
        assertThat(ledger.repeatedQuestions(Duration.ofSeconds(59)).dropped()).isZero();
    }

    @Test
    void should_say_so_where_there_is_none() {
        assertThat(ledger.repeatedQuestions(Duration.ofDays(1)).toString())
                .isEqualTo("no question was answered twice in different words\n");
    }
}
