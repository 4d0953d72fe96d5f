package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.LlmOps;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerQuestionsTest {

    @Test
    void should_print_what_the_ledger_says_and_keep_the_question(@TempDir Path home) {
        Path store = home.resolve("llmops.db");
        Printed printed = new Printed();
        LedgerQuestions.run(store, "builtin/extractive", printed.out());

        assertThat(printed.text()).contains("scenario", "客服", "1 calls, p99", "content filter: 0.0% (0 of 1)");
        try (LlmOps ops = LlmOps.builder().store(store).build()) {
            List<CallRecord> records = ops.records(LedgerQuery.all());
            assertThat(records).singleElement().satisfies(r -> {
                assertThat(r.content().orElseThrow().question()).isEqualTo("还剩几天年假？");
                assertThat(r.questionFingerprint()).isPresent();
            });
        }
    }
}
