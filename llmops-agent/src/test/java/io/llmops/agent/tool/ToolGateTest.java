package io.llmops.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.CallContext;
import io.llmops.api.tool.AgentTool;
import io.llmops.api.tool.ToolEffect;
import io.llmops.api.tool.ToolPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolGateTest {

    private final List<String> ran = new ArrayList<>();
    private final AgentTool read = FunctionTool.named("find", "Finds.")
            .text("city", "a city")
            .integer("days", "how many")
            .reads(call -> {
                ran.add("find");
                return "rain in " + call.arguments().get("city");
            });
    private final AgentTool write = FunctionTool.named("delete", "Deletes.")
            .text("id", "which")
            .does(ToolEffect.WRITE, call -> {
                ran.add("delete");
                return "done";
            });
    private final ToolGate gate = new ToolGate(List.of(read, write), ToolPolicy.readOnly());

    @Test
    void should_run_a_tool_whose_arguments_fit() {
        ToolGate.Result result = run("find", "{\"city\":\"苏州\",\"days\":3}");

        assertThat(result).isEqualTo(new ToolGate.Result(true, "rain in 苏州"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"city\":\"x\"}|'days' is missing",
                "{\"city\":1,\"days\":3}|'city' must be a text",
                "{\"city\":\"x\",\"days\":1.5}|'days' must be a whole number",
                "{\"city\":\"x\",\"days\":3,\"more\":1}|no argument 'more'",
                "[1]|not a JSON object",
                "{\"city\"|not a JSON object",
                "null|not a JSON object"
            })
    void should_tell_the_model_what_is_wrong_with_the_arguments_and_not_run(String arguments, String problem) {
        ToolGate.Result result = run("find", arguments);

        assertThat(result.ran()).isFalse();
        assertThat(result.text()).contains(problem);
        assertThat(ran).isEmpty();
    }

    @Test
    void should_not_run_what_the_policy_denies_and_say_why() {
        ToolGate.Result result = run("delete", "{\"id\":\"7\"}");

        assertThat(result.ran()).isFalse();
        assertThat(result.text()).contains("not allowed", "delete", "WRITE");
        assertThat(ran).isEmpty();
    }

    @Test
    void should_take_a_policy_that_throws_for_a_denial() {
        ToolGate broken = new ToolGate(List.of(read), (call, effect) -> {
            throw new IllegalStateException("secret");
        });

        ToolGate.Result result = broken.run("1", "find", "{\"city\":\"x\",\"days\":1}", CallContext.empty());

        assertThat(result.ran()).isFalse();
        assertThat(result.text()).doesNotContain("secret");
        assertThat(ran).isEmpty();
    }

    @Test
    void should_not_tell_the_model_the_message_of_a_failure() {
        AgentTool failing = FunctionTool.named("fail", "Fails.").reads(call -> {
            throw new IOException("password=hunter2");
        });

        ToolGate.Result result =
                new ToolGate(List.of(failing), ToolPolicy.readOnly()).run("1", "fail", "{}", CallContext.empty());

        assertThat(result.ran()).isFalse();
        assertThat(result.text()).isEqualTo("The tool 'fail' failed.");
    }

    @Test
    void should_name_the_tools_there_are_when_the_model_invents_one() {
        assertThat(run("fly", "{}").text()).contains("'fly'", "find", "delete");
    }

    @Test
    void should_cut_off_a_result_that_would_flood_the_model() {
        AgentTool flood = FunctionTool.named("flood", "Floods.").reads(call -> "x".repeat(ToolGate.MAX_RESULT + 1));

        ToolGate.Result result =
                new ToolGate(List.of(flood), ToolPolicy.readOnly()).run("1", "flood", "{}", CallContext.empty());

        assertThat(result.ran()).isFalse();
        assertThat(result.text()).hasSizeLessThan(200);
    }

    @Test
    void should_reject_two_tools_of_one_name() {
        assertThatThrownBy(() -> new ToolGate(List.of(read, read), ToolPolicy.readOnly()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("find");
    }

    private ToolGate.Result run(String tool, String arguments) {
        return gate.run("1", tool, arguments, CallContext.empty());
    }
}
