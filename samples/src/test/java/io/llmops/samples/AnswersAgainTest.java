package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.test.ScriptedChatModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersAgainTest {

    @Test
    void should_answer_the_same_question_in_other_words_without_a_second_call(@TempDir Path home) {
        ScriptedChatModel model = ScriptedChatModel.replying("Click \"Forgot\".");
        Printed printed = new Printed();

        AnswersAgain.run((ChatModel) model, home.resolve("cache.db"), printed.out());

        assertThat(model.calls()).isEqualTo(1);
        assertThat(printed.text()).contains("Click \"Forgot\".", "1 from cache");
        assertThat(home.resolve("cache.db")).exists();
    }

    @Test
    void should_keep_answers_of_two_scenarios_apart(@TempDir Path home) {
        ScriptedChatModel model = ScriptedChatModel.replying("a", "b");

        try (LlmOps ops = LlmOps.builder().build()) {
            AnswersAgain.twoKinds(ops, (ChatModel) model, home.resolve("cache.db"));
        }

        assertThat(model.calls()).isEqualTo(2);
    }
}
