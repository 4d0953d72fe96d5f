package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.LlmOps;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.core.cassette.Cassette;
import io.llmops.test.ScriptedChatModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayedCallsTest {

    @TempDir
    private Path directory;

    @Test
    void should_call_the_model_once_for_the_same_question() {
        ScriptedChatModel model = ScriptedChatModel.replying("五天");
        Path file = directory.resolve("leave.json");
        assertThat(ReplayedCalls.ask(file, model, "年假几天？")).isEqualTo("五天");
        assertThat(ReplayedCalls.ask(file, model, "年假几天？")).isEqualTo("五天");
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void should_replay_without_a_card_and_without_a_call_also_behind_the_gateway() {
        ScriptedChatModel model = ScriptedChatModel.replying("Five, said 4111111111111111.");
        Path file = directory.resolve("leave.json");
        ReplayedCalls.recorded(file, model);

        assertThat(ReplayedCalls.replayed(file, model)).isEqualTo("Five, said [card].");
        try (LlmOps ops = LlmOps.builder().discovery(false).build();
                Cassette cassette = Cassette.builder(file).build()) {
            assertThat(ReplayedCalls.governed(ops, cassette, model)).isEqualTo("Five, said [card].");
            assertThat(ops.records(LedgerQuery.builder().build())).hasSize(1);
        }
        assertThat(model.calls()).isEqualTo(1);
    }
}
