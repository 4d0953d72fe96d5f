package io.llmops.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.agent.tool.FunctionTool;
import io.llmops.api.agent.AgentRun;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ObservedAgentTest {

    @Test
    void should_tell_of_each_call_and_tool_before_the_run_that_holds_them_ends() {
        List<String> ended = new CopyOnWriteArrayList<>();
        try (LlmOps ops = LlmOps.builder()
                .discovery(false)
                .observer(operation -> completion -> ended.add(operation.kind() + " " + operation.name() + " "
                        + completion.failure().orElse("ok")))
                .build()) {
            ChatModel model = ScriptedChatModel.of(
                            ScriptedReply.toolCall("1", "weather", "{\"city\":\"苏州\"}"), ScriptedReply.text("下雨"))
                    .named("m");
            AgentRun run = ops.agent(ReAct.named("helper")
                            .tools(FunctionTool.named("weather", "The weather of a city.")
                                    .text("city", "a city")
                                    .reads(call -> "rain")))
                    .model(model)
                    .start("天气？");

            run.await(Duration.ofSeconds(20));
        }
        assertThat(ended).containsExactly("CHAT m ok", "TOOL weather ok", "CHAT m ok", "AGENT helper ok");
    }
}
