package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FakeClockTest {

    @Test
    void should_stand_still_until_it_is_advanced() {
        FakeClock clock = FakeClock.at(Instant.parse("2026-03-01T20:00:00Z"));
        assertThat(clock.instant()).isEqualTo("2026-03-01T20:00:00Z");
        assertThat(clock.advance(Duration.ofMillis(1_500))).isEqualTo("2026-03-01T20:00:01.500Z");
        assertThat(clock.millis()).isEqualTo(clock.instant().toEpochMilli());
        assertThat(clock.nanoTime()).isEqualTo(1_500_000_000L);
    }

    @Test
    void should_move_together_with_its_view_in_another_zone() {
        FakeClock utc = FakeClock.at(Instant.parse("2026-03-01T20:00:00Z"));
        FakeClock shanghai = utc.withZone(ZoneId.of("Asia/Shanghai"));
        utc.advance(Duration.ofHours(1));
        assertThat(LocalDate.now(shanghai)).isEqualTo("2026-03-02");
        assertThat(LocalDate.now(utc)).isEqualTo("2026-03-01");
    }

    @Test
    void should_go_back_only_when_it_is_set() {
        FakeClock clock = FakeClock.create();
        clock.set(FakeClock.DEFAULT_START.minusSeconds(5));
        assertThat(clock.instant()).isEqualTo("2025-12-31T23:59:55Z");
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
    }

    @Test
    void should_lose_no_step_when_many_threads_advance_it() {
        FakeClock clock = FakeClock.create();
        Together.call(8, thread -> {
            for (int i = 0; i < 1_000; i++) {
                clock.advance(Duration.ofMillis(1));
            }
            return thread;
        });
        assertThat(clock.nanoTime()).isEqualTo(8_000_000_000L);
    }
}
