package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

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
}
