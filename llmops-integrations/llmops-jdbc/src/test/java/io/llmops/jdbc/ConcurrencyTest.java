package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ConcurrencyTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path directory;

    @Test
    void should_let_two_stores_on_one_file_write_by_turns() {
        try (LedgerStore one = open();
                LedgerStore two = open()) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> write(one, "a"));
            write(two, "b");
            first.orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(ids(one)).hasSize(400).isEqualTo(ids(two));
        }
    }

    @Test
    void should_write_on_an_interrupted_thread_and_leave_it_interrupted() {
        try (LedgerStore ledger = open()) {
            Thread.currentThread().interrupt();
            ledger.append(List.of(call("c1")));
            assertThat(ids(ledger)).containsExactly("c1");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void should_close_while_a_scan_is_under_way_and_let_the_scan_end() throws Exception {
        LedgerStore ledger = open();
        write(ledger, "a");
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> scan = CompletableFuture.runAsync(() -> ledger.scan(LedgerQuery.all(), call -> {
            began.countDown();
            await(closed);
            seen.add(call.id());
        }));
        await(began);
        ledger.close();
        closed.countDown();
        scan.get(60, TimeUnit.SECONDS);
        assertThat(seen).hasSize(200);
        assertThat(directory.toFile().list()).containsExactly("ledger.db");
    }

    @Test
    void should_lose_nothing_that_was_acknowledged_when_it_is_closed_while_many_write() {
        LedgerStore ledger = open();
        CountDownLatch began = new CountDownLatch(4);
        List<CompletableFuture<List<String>>> writers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            String name = "w" + w;
            writers.add(CompletableFuture.supplyAsync(
                    () -> {
                        List<String> acknowledged = new ArrayList<>();
                        began.countDown();
                        try {
                            while (true) {
                                String id = name + "-" + acknowledged.size();
                                ledger.append(List.of(call(id)));
                                acknowledged.add(id);
                            }
                        } catch (StoreException e) {
                            assertThat(e).hasMessageContaining("is closed");
                            return acknowledged;
                        }
                    },
                    task -> new Thread(task).start()));
        }
        await(began);
        ledger.close();
        List<String> acknowledged = new ArrayList<>();
        writers.forEach(
                w -> acknowledged.addAll(w.orTimeout(60, TimeUnit.SECONDS).join()));
        try (LedgerStore again = open()) {
            assertThat(ids(again)).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    private LedgerStore open() {
        return new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + directory.resolve("ledger.db"));
    }

    private static void write(LedgerStore ledger, String prefix) {
        for (int i = 0; i < 200; i++) {
            ledger.append(List.of(call(prefix + i)));
        }
    }

    private static CallRecord call(String id) {
        return CallRecord.builder(id, START, CallKind.CHAT, "s").build();
    }

    private static List<String> ids(LedgerStore ledger) {
        List<String> ids = new ArrayList<>();
        ledger.scan(LedgerQuery.all(), call -> ids.add(call.id()));
        return ids;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
