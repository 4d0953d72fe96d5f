package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetsAndLimitsTest {

    @TempDir
    Path directory;

    @Test
    void should_refuse_a_tenant_that_has_used_its_tokens_also_after_a_restart_and_serve_another() {
        Path file = directory.resolve("llmops.db");
        ScriptedChatModel model = ScriptedChatModel.answering(
                        r -> ScriptedReply.text("十五天").usage(9_000, 500).model("gpt-4o-mini"))
                .named("gpt-4o-mini");

        assertThat(BudgetsAndLimits.run(file, model, "甲公司", "年假有几天？")).isEqualTo("十五天");
        assertThat(BudgetsAndLimits.run(file, model, "甲公司", "年假有几天？")).isEqualTo("Ask again later.");
        assertThat(BudgetsAndLimits.run(file, model, "乙公司", "年假有几天？")).isEqualTo("十五天");
    }
}
