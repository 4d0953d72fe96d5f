package io.llmops.test;

import static io.llmops.test.CallRecords.START;
import static io.llmops.test.CallRecords.batch;
import static io.llmops.test.CallRecords.full;
import static io.llmops.test.CallRecords.large;
import static io.llmops.test.CallRecords.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of {@link LedgerStore} as tests. Extend it in the test sources of an implementation:
 *
 * <pre>{@code
 * class MyLedgerStoreTest extends LedgerStoreContract {
 *     @TempDir Path directory;
 *
 *     @Override
 *     protected LedgerStore open() {
 *         return new MyLedgerStore(directory);
 *     }
 * }
 * }</pre>
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
public abstract class LedgerStoreContract {

    private static final int THREADS = 8;

    private static final RecursiveComparisonConfiguration BY_PROPERTIES = RecursiveComparisonConfiguration.builder()
            .withIgnoreAllOverriddenEquals(false)
            .build();

    private final List<LedgerStore> opened = new ArrayList<>();
    private LedgerStore store;

    /** For subclasses, one for each implementation. */
    protected LedgerStoreContract() {}

    /**
     * Opens the store of the running test. The first call in a test opens an empty one; where the store is
     * {@link #durable()}, a later call opens what the earlier one kept and the contract has closed since. The contract
     * closes what it opened.
     */
    protected abstract LedgerStore open();

    /** Whether the store can delete; true by default. */
    protected boolean deletes() {
        return true;
    }

    /** Whether the store keeps feedback; true by default. */
    protected boolean keepsFeedback() {
        return true;
    }

    /** Whether records outlive the store that kept them; true by default. */
    protected boolean durable() {
        return true;
    }

    @BeforeEach
    final void openStore() {
        store = open();
        opened.add(store);
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(LedgerStore::close);
    }

    @Test
    void should_keep_feedback_once_for_each_id_and_hand_it_over_by_time() {
        assumeTrue(keepsFeedback(), "this store keeps no feedback");
        Feedback late = new Feedback("f2", "c1", START.plusSeconds(20), Feedback.Kind.DOWN, null);
        Feedback early = new Feedback("f1", "c1", START.plusSeconds(10), Feedback.Kind.CLICK, "年假.md#0");
        store.addFeedback(List.of(late, early));
        store.addFeedback(List.of(new Feedback("f1", "c9", START.plusSeconds(99), Feedback.Kind.UP, null)));
        if (durable()) {
            store.close();
            store = open();
        }
        assertThat(feedbackSince(START)).containsExactly(early, late);
        assertThat(feedbackSince(START.plusSeconds(11))).containsExactly(late);
        assertThat(feedbackSince(START.plusSeconds(21))).isEmpty();
    }

    @Test
    void should_delete_the_feedback_of_a_record_with_it() {
        assumeTrue(keepsFeedback() && deletes(), "this store keeps no feedback, or everything");
        store.append(List.of(plain("old", 0).build(), plain("new", 100).build()));
        Feedback ofNew = new Feedback("f2", "new", START.plusSeconds(200), Feedback.Kind.UP, null);
        store.addFeedback(List.of(new Feedback("f1", "old", START.plusSeconds(200), Feedback.Kind.UP, null), ofNew));
        store.delete(LedgerQuery.builder().to(START.plusSeconds(50)).build());
        assertThat(feedbackSince(START)).containsExactly(ofNew);
    }

    private List<Feedback> feedbackSince(Instant from) {
        List<Feedback> found = new ArrayList<>();
        store.scanFeedback(from, found::add);
        return found;
    }

    @Test
    void should_have_nothing_at_first() {
        assertThat(kept()).isEmpty();
    }

    @Test
    void should_give_back_every_property_of_a_record() {
        store.append(List.of(full("r1")));
        assertKept(full("r1"));
    }

    @Test
    void should_give_back_a_record_that_has_only_what_it_must_have() {
        CallRecord record = plain("r1", 0).build();
        store.append(List.of(record));
        assertKept(record);
        assertThat(kept().get(0).cost()).isEmpty();
        assertThat(kept().get(0).knowledge()).isEmpty();
    }

    @Test
    void should_keep_unknown_usage_unknown_and_apart_from_none() {
        store.append(List.of(
                plain("unknown", 0).usage(Usage.unknown()).build(),
                plain("none", 1).usage(Usage.none()).build(),
                plain("lower-bound", 2)
                        .usage(Usage.of(5, 6).plus(Usage.unknown()))
                        .attempts(List.of(
                                Attempt.builder("a").usage(Usage.unknown()).build()))
                        .build()));
        List<CallRecord> kept = kept();
        assertThat(kept.get(0).usage()).isEqualTo(Usage.unknown());
        assertThat(kept.get(1).usage()).isEqualTo(Usage.none());
        assertThat(kept.get(2).usage().isKnown()).isFalse();
        assertThat(kept.get(2).usage().total()).isEqualTo(11);
        assertThat(kept.get(2).attempts().get(0).usage()).isEqualTo(Usage.unknown());
    }

    @Test
    void should_keep_money_exactly_and_an_unknown_cost_apart_from_zero() {
        List<Money> amounts = List.of(
                Money.usd("4.6875E-9"),
                Money.cny("0.1"),
                Money.usd("123456789012345678.123456789012345678"),
                Money.usd("1E+20"),
                Money.usd("-0.30"),
                Money.zero("EUR"));
        List<CallRecord> records = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            records.add(plain("r" + i, i).cost(amounts.get(i)).build());
        }
        records.add(plain("unknown", 100).build());
        store.append(records);
        List<CallRecord> kept = kept();
        for (int i = 0; i < amounts.size(); i++) {
            assertThat(kept.get(i).cost()).contains(amounts.get(i));
        }
        assertThat(kept.get(amounts.size()).cost()).isEmpty();
    }

    @Test
    void should_keep_every_kind_and_every_outcome() {
        List<CallRecord> records = new ArrayList<>();
        for (CallKind kind : CallKind.values()) {
            for (Outcome outcome : Outcome.values()) {
                records.add(CallRecord.builder(kind + "-" + outcome, START.plusSeconds(records.size()), kind, "s")
                        .outcome(outcome)
                        .build());
            }
        }
        store.append(records);
        assertKept(records.toArray(CallRecord[]::new));
    }

    @Test
    void should_keep_large_records_whole() {
        store.append(List.of(large("r1")));
        assertKept(large("r1"));
    }

    @Test
    void should_keep_text_with_quotes_percent_signs_and_line_ends_as_it_is() {
        String text = "'; DROP TABLE x; -- \" \\ % _ \r\n\t ? :p ${x} {{y}}";
        CallRecord record = CallRecord.builder("id " + text, START, CallKind.CHAT, "scenario " + text)
                .context(CallContext.tenant("tenant " + text).tag("tag " + text, text))
                .error("error " + text)
                .build();
        store.append(List.of(record));
        assertKept(record);
        assertThat(ids(LedgerQuery.builder().scenario("scenario " + text).build()))
                .containsExactly("id " + text);
    }

    @Test
    void should_do_nothing_when_no_records_are_appended() {
        store.append(List.of());
        assertThat(kept()).isEmpty();
    }

    @Test
    void should_ignore_a_record_whose_id_is_kept_already() {
        store.append(List.of(plain("r1", 0).error("first").build()));
        store.append(
                List.of(plain("r1", 5).error("second").build(), plain("r2", 6).build()));
        assertThat(ids(LedgerQuery.all())).containsExactly("r1", "r2");
        assertThat(kept().get(0).error()).contains("first");
    }

    @Test
    void should_ignore_the_second_record_of_an_id_within_one_batch() {
        store.append(List.of(
                plain("r1", 0).error("first").build(),
                plain("r1", 1).error("second").build()));
        assertThat(ids(LedgerQuery.all())).containsExactly("r1");
        assertThat(kept().get(0).error()).contains("first");
    }

    @Test
    void should_keep_none_of_a_batch_that_fails() {
        store.append(List.of(plain("before", 0).build()));
        List<CallRecord> failing = new FailingList<>(batch("half", 700));
        assertThatThrownBy(() -> store.append(failing)).hasStackTraceContaining(FailingList.MESSAGE);
        assertThat(ids(LedgerQuery.all())).containsExactly("before");
        store.append(List.of(plain("after", 1).build()));
        assertThat(ids(LedgerQuery.all())).containsExactly("before", "after");
    }

    @Test
    void should_scan_the_oldest_first_and_those_of_one_instant_as_they_were_appended() {
        store.append(List.of(plain("z", 20).build(), plain("y", 10).build()));
        store.append(List.of(
                plain("x", 10).build(), plain("w", 0).build(), plain("a", 10).build()));
        assertThat(ids(LedgerQuery.all())).containsExactly("w", "y", "x", "a", "z");
    }

    @Test
    void should_order_by_nanoseconds() {
        store.append(List.of(
                CallRecord.builder("late", START.plusNanos(2), CallKind.CHAT, "s")
                        .build(),
                CallRecord.builder("early", START.plusNanos(1), CallKind.CHAT, "s")
                        .build()));
        assertThat(ids(LedgerQuery.all())).containsExactly("early", "late");
    }

    @Test
    void should_narrow_by_scenario_tenant_and_run_and_by_all_of_them() {
        store.append(List.of(
                scoped("1", "客服", CallContext.tenant("acme").run("r1")),
                scoped("2", "客服", CallContext.tenant("acme").run("r2")),
                scoped("3", "客服", CallContext.tenant("ACME").run("r1")),
                scoped("4", "other", CallContext.tenant("acme").run("r1")),
                scoped("5", "客服", CallContext.empty())));
        assertThat(ids(LedgerQuery.builder().scenario("客服").build())).containsExactly("1", "2", "3", "5");
        assertThat(ids(LedgerQuery.builder().tenant("acme").build())).containsExactly("1", "2", "4");
        assertThat(ids(LedgerQuery.builder().run("r1").build())).containsExactly("1", "3", "4");
        assertThat(ids(LedgerQuery.builder()
                        .scenario("客服")
                        .tenant("acme")
                        .run("r1")
                        .build()))
                .containsExactly("1");
        assertThat(ids(LedgerQuery.builder().scenario("客%").build())).isEmpty();
    }

    @Test
    void should_narrow_by_time_with_the_start_included_and_the_end_left_out() {
        store.append(batch("r", 5));
        assertThat(ids(LedgerQuery.builder()
                        .from(START.plusSeconds(1))
                        .to(START.plusSeconds(3))
                        .build()))
                .containsExactly("r-1", "r-2");
        assertThat(ids(LedgerQuery.builder().from(START.plusNanos(1)).build()))
                .containsExactly("r-1", "r-2", "r-3", "r-4");
        assertThat(ids(LedgerQuery.builder().from(START).to(START).build())).isEmpty();
        assertThat(ids(LedgerQuery.builder().from(Instant.MIN).to(Instant.MAX).build()))
                .hasSize(5);
    }

    @Test
    void should_stop_a_scan_and_hand_on_what_the_visitor_throws() {
        store.append(batch("r", 1_000));
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> store.scan(LedgerQuery.all(), r -> {
                    seen.add(r.id());
                    if (seen.size() == 3) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(seen).containsExactly("r-0", "r-1", "r-2");
        assertThat(kept()).hasSize(1_000);
    }

    @Test
    void should_let_a_visitor_append_and_scan_and_still_come_to_an_end() {
        store.append(batch("r", 300));
        store.scan(LedgerQuery.all(), r -> {
            if (r.id().startsWith("r-")) {
                store.append(List.of(plain("copy-of-" + r.id(), 10_000).build()));
            }
            if (r.id().equals("r-7")) {
                assertThat(ids(LedgerQuery.all())).contains("copy-of-r-7");
            }
        });
        assertThat(kept()).hasSize(600);
    }

    @Test
    void should_keep_all_that_many_threads_append() {
        int batches = 20;
        Together.call(THREADS, thread -> {
            for (int i = 0; i < batches; i++) {
                store.append(batch(thread + "/" + i, 10));
            }
            return thread;
        });
        assertThat(ids(LedgerQuery.all())).hasSize(THREADS * batches * 10).doesNotHaveDuplicates();
    }

    @Test
    void should_keep_one_record_when_many_threads_append_the_same_id() {
        Together.call(THREADS, thread -> {
            for (int i = 0; i < 20; i++) {
                store.append(List.of(plain("same-" + i, i).error("by " + thread).build()));
            }
            return thread;
        });
        assertThat(ids(LedgerQuery.all())).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void should_never_show_a_part_of_a_batch_to_a_reader() {
        int size = 50;
        AtomicInteger writers = new AtomicInteger(THREADS / 2);
        Together.call(THREADS, thread -> {
            if (thread % 2 == 0) {
                for (int i = 0; i < 10; i++) {
                    store.append(batch(thread + "/" + i, size));
                }
                return writers.decrementAndGet();
            }
            do {
                Map<String, Long> perBatch = ids(LedgerQuery.all()).stream()
                        .collect(Collectors.groupingBy(id -> id.substring(0, id.indexOf('-')), Collectors.counting()));
                assertThat(perBatch.values()).allMatch(count -> count == size);
            } while (writers.get() > 0);
            return 0;
        });
    }

    @Test
    void should_narrow_by_the_kind_of_failure() {
        store.append(List.of(
                plain("1", 0).errorClass(ErrorClass.CONTENT_FILTER).build(),
                plain("2", 1).errorClass(ErrorClass.TIMEOUT).build(),
                plain("3", 2).build()));
        assertThat(ids(LedgerQuery.builder()
                        .errorClass(ErrorClass.CONTENT_FILTER)
                        .build()))
                .containsExactly("1");
    }

    @Test
    void should_give_what_is_counted_even_where_details_may_be_left_out() {
        store.append(List.of(full("r1")));
        List<CallRecord> records = new ArrayList<>();
        store.scan(LedgerQuery.builder().details(false).build(), records::add);
        assertThat(records)
                .map(LedgerStoreContract::withoutDetails)
                .usingRecursiveFieldByFieldElementComparator(BY_PROPERTIES)
                .containsExactly(withoutDetails(full("r1")));
        assertThat(records.get(0).fellBack()).isTrue();
    }

    @Test
    void should_delete_the_wanted_records_and_leave_the_others() {
        assumeTrue(deletes(), "the store says that it keeps everything");
        store.append(batch("r", 5_000));
        store.append(List.of(scoped("other", "客服", CallContext.empty())));
        LedgerQuery old = LedgerQuery.builder()
                .scenario("support")
                .to(START.plusSeconds(4_990))
                .build();
        assertThat(store.delete(old)).isEqualTo(4_990);
        assertThat(store.delete(old)).isZero();
        assertThat(ids(LedgerQuery.all())).hasSize(11).contains("other", "r-4990");
    }

    @Test
    void should_delete_content_and_leave_its_record() {
        assumeTrue(deletes(), "the store says that it keeps everything");
        store.append(List.of(full("r1"), plain("r2", 60).build(), full("r3")));
        assertThat(store.deleteContent(LedgerQuery.all())).isEqualTo(2);
        assertThat(store.deleteContent(LedgerQuery.all())).isZero();
        assertKept(
                full("r1").toBuilder().content(null).build(),
                full("r3").toBuilder().content(null).build(),
                plain("r2", 60).build());
        store.append(List.of(full("r1")));
        assertThat(kept().get(0).content())
                .as("the content of a record that is kept already")
                .isEmpty();
    }

    @Test
    void should_have_one_key_of_fingerprints_for_all_who_share_it() {
        assumeTrue(store.fingerprintKey().isPresent(), "the store says that it has no key of fingerprints");
        byte[] key = store.fingerprintKey().orElseThrow();
        assertThat(key).hasSizeGreaterThanOrEqualTo(16);
        assertThat(store.fingerprintKey()).get().isEqualTo(key);
        if (durable()) {
            store.close();
            openStore();
            assertThat(store.fingerprintKey()).get().isEqualTo(key);
        }
    }

    @Test
    void should_keep_records_when_it_is_closed_and_opened_again() {
        assumeTrue(durable(), "the store says that it is not durable");
        store.append(List.of(full("r1"), plain("r2", 60).build()));
        store.close();
        openStore();
        assertKept(full("r1"), plain("r2", 60).build());
        store.append(List.of(full("r1"), plain("r3", 90).build()));
        assertThat(ids(LedgerQuery.all())).containsExactly("r1", "r2", "r3");
    }

    @Test
    void should_do_nothing_when_it_is_closed_twice() {
        store.close();
        store.close();
    }

    @Test
    void should_throw_a_store_exception_when_it_is_used_after_it_was_closed() {
        store.close();
        assertThatThrownBy(() -> store.append(List.of(plain("r1", 0).build()))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.scan(LedgerQuery.all(), r -> {})).isInstanceOf(StoreException.class);
    }

    private static CallRecord withoutDetails(CallRecord record) {
        CallContext context = record.context();
        return record.toBuilder()
                .context(CallContext.tenant(context.tenant().orElseThrow())
                        .user(context.user().orElseThrow())
                        .run(context.run().orElseThrow()))
                .attempts(List.of())
                .knowledge(null)
                .tools(List.of())
                .wordMatches(List.of())
                .finishReason(null)
                .content(null)
                .build();
    }

    private void assertKept(CallRecord... expected) {
        assertThat(kept())
                .usingRecursiveFieldByFieldElementComparator(BY_PROPERTIES)
                .containsExactly(expected);
    }

    private List<CallRecord> kept() {
        List<CallRecord> records = new ArrayList<>();
        store.scan(LedgerQuery.all(), records::add);
        return records;
    }

    private List<String> ids(LedgerQuery query) {
        List<String> ids = new ArrayList<>();
        store.scan(query, r -> ids.add(r.id()));
        return ids;
    }

    private static CallRecord scoped(String id, String scenario, CallContext context) {
        return CallRecord.builder(id, START, CallKind.CHAT, scenario)
                .context(context)
                .build();
    }
}
