package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.test.LedgerStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryLedgerStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore open() {
        return new InMemoryLedgerStore();
    }

    @Override
    protected boolean durable() {
        return false;
    }

    @Test
    void should_drop_the_oldest_beyond_its_capacity() {
        InMemoryLedgerStore store = new InMemoryLedgerStore(2);
        store.append(List.of(record("b", 2), record("c", 3), record("a", 1)));
        List<String> ids = new ArrayList<>();
        store.scan(LedgerQuery.all(), r -> ids.add(r.id()));
        assertThat(ids).containsExactly("b", "c");
        assertThatThrownBy(() -> new InMemoryLedgerStore(0)).hasMessageContaining("0");
    }

    private static CallRecord record(String id, long second) {
        return CallRecord.builder(id, Instant.ofEpochSecond(second), CallKind.CHAT, "s")
                .build();
    }
}
