package io.llmops.test;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerStore;
import java.util.LinkedHashMap;
import java.util.Map;

class LedgerStoreContractTest extends LedgerStoreContract {

    private final Map<String, CallRecord> kept = new LinkedHashMap<>();
    private final Map<String, Feedback> feedback = new LinkedHashMap<>();

    @Override
    protected LedgerStore open() {
        return new MemoryLedger(kept, feedback);
    }
}
