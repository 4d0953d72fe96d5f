package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R15 of the promises: whatever the store does, no call fails, the queue is bounded, and what is lost is counted exactly. */
@Timeout(300)
class LedgerWriterTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final InMemoryLedgerStore kept = new InMemoryLedgerStore();

    @Test
    void should_keep_all_records_of_many_threads_and_drop_none() throws Exception {
        LedgerWriter writer = new LedgerWriter(kept);
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            int thread = t;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 2_000; i++) {
                    writer.write(call(thread + "-" + i));
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(count(kept) + writer.dropped()).isEqualTo(16_000);
        writer.close();
    }

    @Test
    void should_never_wait_in_lossy_mode_and_count_exactly_while_the_store_is_blocked() throws Exception {
        BlockedStore store = new BlockedStore(kept);
        LedgerWriter writer = writer(store, s -> s.mode(LedgerMode.LOSSY).capacity(100));
        writer.write(call("first"));
        store.entered.await();
        int calls = 20_000; // with the wait of a durable ledger they would take a quarter of an hour
        for (int i = 0; i < calls; i++) {
            writer.write(call("r" + i));
        }
        assertThat(writer.dropped()).isEqualTo(calls - 100);
        store.release.countDown();
        writer.close();
        assertThat(count(kept)).isEqualTo(101);
        assertThat(writer.dropped()).isEqualTo(calls - 100);
    }

    @Test
    void should_wait_for_a_place_in_durable_mode_and_drop_the_record_when_none_comes_free() throws Exception {
        BlockedStore store = new BlockedStore(kept);
        LedgerWriter writer = writer(store, s -> s.capacity(1));
        writer.write(call("taken"));
        store.entered.await();
        writer.write(call("queued"));
        long start = System.nanoTime();
        writer.write(call("dropped"));
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        assertThat(waited).isGreaterThanOrEqualTo(LedgerWriter.MAX_WAIT);
        assertThat(writer.dropped()).isEqualTo(1);
        store.release.countDown();
        writer.close();
        assertThat(count(kept)).isEqualTo(2);
    }

    @Test
    void should_wait_for_a_place_that_comes_free_in_time() throws Exception {
        BlockedStore store = new BlockedStore(kept);
        LedgerWriter writer = writer(store, s -> s.capacity(1));
        writer.write(call("taken"));
        store.entered.await();
        writer.write(call("queued"));
        Thread other = new Thread(store.release::countDown);
        other.start();
        writer.write(call("waits"));
        other.join();
        writer.close();
        assertThat(count(kept) + writer.dropped()).isEqualTo(3);
    }

    @Test
    void should_take_the_record_of_an_interrupted_caller_and_leave_it_interrupted() throws Exception {
        BlockedStore store = new BlockedStore(kept);
        LedgerWriter writer = writer(store, s -> s.capacity(1));
        writer.write(call("taken"));
        store.entered.await();
        Thread.currentThread().interrupt();
        writer.write(call("queued"));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        writer.write(call("no place"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(writer.dropped()).isEqualTo(1);
        store.release.countDown();
        writer.close();
        assertThat(count(kept)).isEqualTo(2);
    }

    @Test
    void should_try_a_failed_batch_once_more() {
        FailingStore store = new FailingStore(kept, 1, () -> new StoreException("the connection broke"));
        LedgerWriter writer = new LedgerWriter(store);
        writer.write(call("r1"));
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(count(kept)).isEqualTo(1);
        assertThat(writer.dropped()).isZero();
        writer.close();
    }

    @Test
    void should_count_what_the_store_refuses_twice_and_go_on() {
        FailingStore store = new FailingStore(kept, 2, () -> new IllegalStateException("no"));
        LedgerWriter writer = new LedgerWriter(store);
        writer.write(call("lost"));
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(writer.dropped()).isEqualTo(1);
        writer.write(call("kept"));
        writer.close();
        assertThat(count(kept)).isEqualTo(1);
        assertThat(writer.dropped()).isEqualTo(1);
    }

    @Test
    void should_keep_all_while_the_store_is_away_for_a_while_and_the_queue_has_room() {
        FailingStore store = new FailingStore(kept, 40, () -> new StoreException("the server is starting anew"));
        LedgerWriter writer = new LedgerWriter(store);
        for (int i = 0; i < 20; i++) {
            writer.write(call("r" + i));
        }
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(count(kept)).isEqualTo(20);
        assertThat(writer.dropped()).isZero();
        writer.close();
    }

    @Test
    void should_not_wait_for_a_store_that_is_away_in_lossy_mode() {
        FailingStore store = new FailingStore(kept, 1_000, () -> new StoreException("the server is gone"));
        LedgerWriter writer = writer(store, s -> s.mode(LedgerMode.LOSSY));
        writer.write(call("lost"));
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(writer.dropped()).isEqualTo(1);
        writer.close();
    }

    @Test
    void should_leave_out_the_one_record_that_the_store_refuses_and_keep_its_neighbours() {
        LedgerStore picky = new Delegate(kept) {
            @Override
            public void append(List<CallRecord> records) {
                if (records.stream().anyMatch(r -> r.id().equals("r3"))) {
                    throw new StoreException("r3 is not to be written");
                }
                super.append(records);
            }
        };
        LedgerWriter writer = new LedgerWriter(picky);
        for (int i = 0; i < 8; i++) {
            writer.write(call("r" + i));
        }
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(count(kept)).isEqualTo(7);
        assertThat(writer.dropped()).isEqualTo(1);
        writer.close();
    }

    @Test
    void should_go_on_after_an_error_of_the_machine_such_as_no_memory() {
        FailingStore store = new FailingStore(kept, 2, () -> new OutOfMemoryError("none left, for a moment"));
        LedgerWriter writer = new LedgerWriter(store);
        writer.write(call("lost"));
        assertThat(writer.flush(LONG)).isTrue();
        writer.write(call("kept"));
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(count(kept)).isEqualTo(1);
        assertThat(writer.dropped()).isEqualTo(1);
        writer.close();
    }

    @Test
    void should_close_within_its_bound_when_the_store_never_comes_back_and_count_what_is_lost() throws Exception {
        BlockedStore store = new BlockedStore(kept);
        LedgerWriter writer = writer(store, s -> s.closeWithin(Duration.ofMillis(100)));
        writer.write(call("taken"));
        store.entered.await();
        for (int i = 0; i < 10; i++) {
            writer.write(call("queued-" + i));
        }
        writer.close(); // a test that hangs here has found that it does not
        writer.write(call("too late"));
        store.interrupted.await();
        assertThat(writer.dropped()).isBetween(11L, 12L);
        assertThat(writer.flush(Duration.ZERO)).isTrue();
        assertThat(count(kept)).isZero();
    }

    @Test
    void should_keep_or_count_each_record_when_it_is_closed_while_many_write() throws Exception {
        for (int round = 0; round < 50; round++) {
            InMemoryLedgerStore store = new InMemoryLedgerStore();
            LedgerWriter writer = writer(store, s -> s.capacity(16));
            AtomicInteger written = new AtomicInteger();
            Thread[] threads = new Thread[4];
            CountDownLatch began = new CountDownLatch(threads.length);
            for (int t = 0; t < threads.length; t++) {
                threads[t] = new Thread(() -> {
                    began.countDown();
                    for (int i = 0; i < 50; i++) {
                        writer.write(call("r" + written.incrementAndGet()));
                    }
                });
                threads[t].start();
            }
            began.await();
            writer.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(count(store) + writer.dropped()).as("round %d", round).isEqualTo(200);
        }
    }

    private static LedgerWriter writer(LedgerStore store, UnaryOperator<LedgerSettings.Builder> settings) {
        return new LedgerWriter(store, settings.apply(LedgerSettings.builder()).build());
    }

    private static CallRecord call(String id) {
        return CallRecord.builder(id, Instant.EPOCH, CallKind.CHAT, "客服").build();
    }

    private static long count(LedgerStore store) {
        AtomicInteger count = new AtomicInteger();
        store.scan(LedgerQuery.all(), r -> count.incrementAndGet());
        return count.get();
    }

    /** Appends only after {@link #release}. */
    private static final class BlockedStore extends Delegate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        BlockedStore(LedgerStore store) {
            super(store);
        }

        @Override
        public void append(List<CallRecord> records) {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted.countDown();
                throw new StoreException("interrupted");
            }
            super.append(records);
        }
    }

    /** Throws the first times. */
    private static final class FailingStore extends Delegate {
        private final AtomicInteger left;
        private final java.util.function.Supplier<Throwable> failure;

        FailingStore(LedgerStore store, int times, java.util.function.Supplier<Throwable> failure) {
            super(store);
            this.left = new AtomicInteger(times);
            this.failure = failure;
        }

        @Override
        public void append(List<CallRecord> records) {
            if (left.getAndDecrement() > 0) {
                Throwable thrown = failure.get();
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
            super.append(records);
        }
    }

    private static class Delegate implements LedgerStore {
        private final LedgerStore store;

        Delegate(LedgerStore store) {
            this.store = store;
        }

        @Override
        public void append(List<CallRecord> records) {
            store.append(records);
        }

        @Override
        public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
            store.scan(query, visitor);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
