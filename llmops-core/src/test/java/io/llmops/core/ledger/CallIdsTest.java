package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallIdsTest {

    @Test
    void should_sort_by_time_and_be_unique_within_a_millisecond() {
        Instant time = Instant.parse("2026-11-01T00:00:00Z");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(CallIds.at(time));
        }
        assertThat(ids).hasSize(10_000);
        String later = CallIds.at(time.plusMillis(1));
        assertThat(ids).allMatch(id -> id.compareTo(later) < 0);
        UUID id = UUID.fromString(later);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16)
                .isEqualTo(time.plusMillis(1).toEpochMilli());
    }
}
