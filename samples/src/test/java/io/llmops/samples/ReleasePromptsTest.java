package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasePromptsTest {

    @Test
    void should_try_a_version_on_some_users_and_take_it_back(@TempDir Path home) throws Exception {
        ScriptedChatModel model = ScriptedChatModel.answering(request -> ScriptedReply.text("Five."));
        Printed printed = new Printed();

        ReleasePrompts.run(model, home, printed.out());

        assertThat(model.calls()).isEqualTo(200);
        assertThat(printed.text())
                .contains("answer@1", "answer@2")
                .endsWith("1: 90, 2: 10 -> 1 by 李雷 too short" + System.lineSeparator());
        assertThat(home.resolve("prompts/answer/labels.yaml")).content().contains("rollback", "too short");
    }
}
