package io.llmops.jdbc;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The process that {@link CrashTest} kills: appends batches without end, and prints the number of each that is kept. */
final class LedgerWriter {

    static final int BATCH = 25;

    private LedgerWriter() {}

    public static void main(String[] args) {
        try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore(args[0])) {
            for (int batch = Integer.parseInt(args[1]); true; batch++) {
                List<CallRecord> records = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    records.add(CallRecord.builder(batch + "-" + i, Instant.EPOCH, CallKind.CHAT, "崩溃")
                            .tools(List.of("search", "查"))
                            .build());
                }
                ledger.append(records);
                System.out.println(batch);
                System.out.flush();
            }
        }
    }
}
