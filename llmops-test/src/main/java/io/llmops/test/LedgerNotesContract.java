package io.llmops.test;

import static io.llmops.test.CallRecords.START;
import static io.llmops.test.CallRecords.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerLoss;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link LedgerStoreContract} on what a store keeps beside records: feedback, and what writers lost. */
abstract class LedgerNotesContract {

    private final List<LedgerStore> opened = new ArrayList<>();
    LedgerStore store;

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
    void should_keep_what_writers_lost_once_and_until_its_time_is_deleted() {
        LedgerLoss first = new LedgerLoss("a-0", START, 3);
        boolean keeps = store.keepLosses(List.of(first, new LedgerLoss("a-1", START.plusSeconds(60), 4)));
        store.keepLosses(List.of(first, new LedgerLoss("b-0", START, 5)));
        assertThat(store.lost(START, START.plusSeconds(120))).isEqualTo(keeps ? 12 : 0);
        assertThat(store.lost(START.plusSeconds(59), START.plusSeconds(60))).isEqualTo(keeps ? 8 : 0);
        assertThat(store.lost(START.plusSeconds(60), START.plusSeconds(61))).isEqualTo(keeps ? 4 : 0);
        if (keeps && deletes()) {
            LedgerQuery.Builder old = LedgerQuery.builder().to(START.plusSeconds(119));
            store.delete(old.build());
            store.delete(old.to(START.plusSeconds(180)).scenario("s").build());
            assertThat(store.lost(START, START.plusSeconds(120))).isEqualTo(4);
        }
    }
}
