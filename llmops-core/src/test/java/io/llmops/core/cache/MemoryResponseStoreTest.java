package io.llmops.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import io.llmops.test.FakeClock;
import io.llmops.test.ResponseCacheStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryResponseStoreTest extends ResponseCacheStoreContract {

    private final FakeClock clock = FakeClock.create();

    @Override
    protected ResponseCacheStore open() {
        return new MemoryResponseStore(100, Duration.ofHours(2), clock);
    }

    @Override
    protected boolean durable() {
        return false;
    }

    @Test
    void should_hold_no_more_answers_than_it_may() {
        MemoryResponseStore store = new MemoryResponseStore(100, Duration.ofHours(2), clock);
        for (int i = 0; i < 1_000; i++) {
            store.put(new CachedResponse("k" + i, "t", "x", clock.instant().plusSeconds(60), null));
        }
        store.trim(clock.instant(), 100);

        assertThat(store.evict("t")).isPositive().isLessThanOrEqualTo(100);
    }
}
