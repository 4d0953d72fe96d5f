package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerLoss;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.test.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one process has lost is said by the reports of another one, which has only the store. */
@Timeout(300)
class LossesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final FakeClock clock = FakeClock.create();
    private final Shared store = new Shared();

    @Test
    void should_be_said_by_every_report_of_another_process() {
        LedgerWriter writer = lossy();
        store.fails = true;
        write(writer, "lost-1", "lost-2");
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(store.lost(Instant.MIN, Instant.MAX)).isZero();
        assertThat(ofAnother().by().report().dropped()).isZero();
        assertThat(ofThis(writer).by().report().dropped()).isEqualTo(2);

        store.fails = false;
        write(writer, "kept");
        assertThat(writer.flush(LONG)).isTrue();

        for (Ledger ledger : List.of(ofAnother(), ofThis(writer))) {
            assertThat(ledger.by().report().dropped()).isEqualTo(2);
            assertThat(ledger.by().report().toString()).contains("2 records of this time");
            assertThat(ledger.scenario("客服", LONG).dropped()).isEqualTo(2);
            assertThat(ledger.contentFilter(LONG).dropped()).isEqualTo(2);
            assertThat(ledger.repeatedQuestions(LONG).dropped()).isEqualTo(2);
        }
        assertThat(LedgerReports.all(store, clock.instant(), clock.instant().plusSeconds(1)))
                .allSatisfy(report -> assertThat(report.dropped()).isEqualTo(2));
        writer.close();
    }

    @Test
    void should_be_kept_when_the_writer_closes_and_be_summed_over_processes_and_by_time() {
        for (int process = 0; process < 3; process++) {
            LedgerWriter writer = lossy();
            store.fails = true;
            write(writer, "lost-" + process);
            assertThat(writer.flush(LONG)).isTrue();
            store.fails = false;
            writer.close();
            clock.advance(Duration.ofHours(1));
        }

        Ledger ledger = ofAnother();
        assertThat(ledger.by().since(Duration.ofHours(4)).report().dropped()).isEqualTo(3);
        assertThat(ledger.by().since(Duration.ofMinutes(70)).report().dropped()).isEqualTo(1);
        assertThat(ledger.by()
                        .from(FakeClock.DEFAULT_START)
                        .to(FakeClock.DEFAULT_START.plusSeconds(7_200))
                        .report()
                        .dropped())
                .isEqualTo(2);
    }

    @Test
    void should_be_told_with_the_same_ids_until_the_store_has_answered() {
        LedgerWriter writer = lossy();
        store.fails = true;
        write(writer, "lost");
        assertThat(writer.flush(LONG)).isTrue();
        store.fails = false;
        store.answersLost = true;
        assertThat(writer.flush(LONG)).isTrue(); // it was kept, but the writer did not hear of it
        store.answersLost = false;
        writer.close();

        assertThat(store.lost(Instant.MIN, Instant.MAX)).isEqualTo(1);
        assertThat(store.asked).isEqualTo(2);
        assertThat(writer.untold(Instant.MIN, Instant.MAX)).isZero();
    }

    @Test
    void should_be_known_in_the_process_where_the_store_keeps_none() {
        store.keeps = false;
        LedgerWriter writer = lossy();
        store.fails = true;
        write(writer, "lost");
        store.fails = true;
        assertThat(writer.flush(LONG)).isTrue();
        store.fails = false;
        assertThat(writer.flush(LONG)).isTrue();
        assertThat(writer.flush(LONG)).isTrue();

        assertThat(ofThis(writer).by().report().dropped()).isEqualTo(1);
        assertThat(store.asked).isEqualTo(1);
        writer.close();
    }

    private LedgerWriter lossy() {
        return new LedgerWriter(
                store, LedgerSettings.builder().mode(LedgerMode.LOSSY).build());
    }

    private Ledger ofThis(LedgerWriter writer) {
        return Ledger.of(store, clock, writer);
    }

    private Ledger ofAnother() {
        return Ledger.of(store, clock);
    }

    private void write(LedgerWriter writer, String... ids) {
        for (String id : ids) {
            writer.write(
                    CallRecord.builder(id, clock.instant(), CallKind.CHAT, "客服").build());
        }
    }

    /** A store that fails when it is told to. */
    private static final class Shared implements LedgerStore {
        private final InMemoryLedgerStore kept = new InMemoryLedgerStore();
        private volatile boolean fails;
        private volatile boolean answersLost;
        private volatile boolean keeps = true;
        private volatile int asked;

        @Override
        public void append(List<CallRecord> records) {
            if (fails) {
                throw new StoreException("it is away");
            }
            kept.append(records);
        }

        @Override
        public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
            List<CallRecord> found = new ArrayList<>();
            kept.scan(query, found::add);
            found.forEach(visitor);
        }

        @Override
        public synchronized boolean keepLosses(List<LedgerLoss> losses) {
            asked++;
            if (!keeps) {
                return false;
            }
            kept.keepLosses(losses);
            if (answersLost) {
                throw new StoreException("the connection broke");
            }
            return true;
        }

        @Override
        public long lost(Instant from, Instant to) {
            return kept.lost(from, to);
        }

        @Override
        public void close() {
            kept.close();
        }
    }
}
