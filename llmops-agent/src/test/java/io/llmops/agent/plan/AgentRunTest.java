package io.llmops.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import io.llmops.LlmOps;
import io.llmops.agent.tool.FunctionTool;
import io.llmops.api.agent.AgentResult;
import io.llmops.api.agent.AgentRun;
import io.llmops.api.agent.AgentStep;
import io.llmops.api.agent.StopReason;
import io.llmops.api.exception.AgentException;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Usage;
import io.llmops.api.tool.AgentTool;
import io.llmops.test.FakeClock;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentRunTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeClock clock = FakeClock.create();
    private final LlmOps ops = LlmOps.builder().discovery(false).clock(clock).build();
    private final AgentTool weather = FunctionTool.named("weather", "The weather of a city.")
            .text("city", "a city")
            .reads(call -> "Rain in " + call.arguments().get("city") + ".");

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_call_tools_until_it_answers_and_book_every_call_under_the_run() {
        ScriptedChatModel model = ScriptedChatModel.of(
                ScriptedReply.toolCall("1", "weather", "{\"city\":\"Suzhou\"}").usage(10, 5),
                ScriptedReply.text("It rains.").usage(20, 5));

        AgentRun run = ops.with(CallContext.tenant("acme"))
                .call(() -> ops.agent(ReAct.named("helper").tools(weather))
                        .model(model)
                        .start("Weather?"));
        AgentResult result = run.await(SOON);

        assertThat(result.text()).isEqualTo("It rains.");
        assertThat(result.stopReason()).isEqualTo(StopReason.FINISHED);
        assertThat(result.steps())
                .extracting(AgentStep::kind)
                .containsExactly(AgentStep.Kind.TOOL, AgentStep.Kind.ANSWER);
        assertThat(result.usage()).isEqualTo(Usage.of(30, 10));
        assertThat(ops.records(LedgerQuery.builder().run(run.id()).build()))
                .hasSize(2)
                .allSatisfy(r -> {
                    assertThat(r.scenario()).isEqualTo("helper");
                    assertThat(r.context().tenant()).contains("acme");
                });
    }

    @Test
    void should_end_with_the_step_limit_when_the_model_never_stops_calling() {
        ScriptedChatModel model =
                ScriptedChatModel.answering(r -> ScriptedReply.toolCall("1", "weather", "{\"city\":\"Suzhou\"}"));

        AgentResult result = ops.agent(ReAct.named("helper").tools(weather))
                .model(model)
                .limits(l -> l.steps(3))
                .start("Weather?")
                .await(SOON);

        assertThat(result.stopReason()).isEqualTo(StopReason.STEP_LIMIT);
        assertThat(model.calls()).isEqualTo(3);
    }

    @Test
    void should_end_with_the_token_limit() {
        ScriptedChatModel model = ScriptedChatModel.answering(r ->
                ScriptedReply.toolCall("1", "weather", "{\"city\":\"Suzhou\"}").usage(90, 10));

        AgentResult result = ops.agent(ReAct.named("helper").tools(weather))
                .model(model)
                .limits(l -> l.tokens(250))
                .start("Weather?")
                .await(SOON);

        assertThat(result.stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
        assertThat(model.calls()).isEqualTo(3);
    }

    @Test
    void should_end_with_the_time_limit_by_the_given_clock() {
        ScriptedChatModel model = ScriptedChatModel.answering(r -> {
            clock.advance(Duration.ofMinutes(2));
            return ScriptedReply.toolCall("1", "weather", "{\"city\":\"Suzhou\"}");
        });

        AgentResult result = ops.agent(ReAct.named("helper").tools(weather))
                .model(model)
                .limits(l -> l.time(Duration.ofMinutes(3)))
                .start("Weather?")
                .await(SOON);

        assertThat(result.stopReason()).isEqualTo(StopReason.TIME_LIMIT);
        assertThat(model.calls()).isEqualTo(2);
    }

    @Test
    void should_end_before_its_next_step_when_it_is_cancelled() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScriptedChatModel model = ScriptedChatModel.answering(r -> {
            asked.countDown();
            return ScriptedReply.toolCall("1", "weather", "{\"city\":\"Suzhou\"}")
                    .after(go);
        });
        AgentRun run =
                ops.agent(ReAct.named("helper").tools(weather)).model(model).start("Weather?");
        await(asked);

        run.cancel();
        go.countDown();

        assertThat(run.await(SOON).stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void should_say_that_it_goes_on_when_the_caller_does_not_wait_long_enough() {
        CountDownLatch go = new CountDownLatch(1);
        AgentRun run = ops.agent(ReAct.named("helper").tools(weather))
                .model(ScriptedChatModel.of(ScriptedReply.text("late").after(go)))
                .start("Weather?");

        assertThatThrownBy(() -> run.await(Duration.ofMillis(1)))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("goes on");
        go.countDown();
        assertThat(run.await(SOON).text()).isEqualTo("late");
    }

    @Test
    void should_end_with_an_error_that_names_what_failed() {
        AgentResult result = ops.agent(ReAct.named("helper").tools(weather))
                .model(ScriptedChatModel.of(ScriptedReply.error(new IllegalStateException("prompt text"))))
                .start("Weather?")
                .await(SOON);

        assertThat(result.stopReason()).isEqualTo(StopReason.ERROR);
        assertThat(result.error()).isEqualTo("IllegalStateException");
    }

    @Test
    void should_gather_from_every_tool_first_and_answer_with_references() {
        AgentTool silent = FunctionTool.named("silent", "Knows nothing.")
                .text("q", "a question")
                .reads(call -> "");
        ScriptedChatModel model = ScriptedChatModel.replying("It rains. [1] Invented. [4]");

        AgentResult result = ops.agent(GatherThenAnswer.named("helper").tools(silent, weather))
                .model(model)
                .start("Suzhou")
                .await(SOON);

        assertThat(result.steps())
                .extracting(AgentStep::kind)
                .containsExactly(AgentStep.Kind.PLAN, AgentStep.Kind.TOOL, AgentStep.Kind.TOOL, AgentStep.Kind.ANSWER);
        assertThat(result.text()).isEqualTo("It rains. [1] Invented.");
        assertThat(((UserMessage) model.requests().get(0).messages().get(1)).singleText())
                .contains("Rain in Suzhou.", "Question: Suzhou");
    }

    @Test
    void should_not_ask_the_model_when_the_tools_found_nothing() {
        AgentTool silent = FunctionTool.named("silent", "Knows nothing.")
                .text("q", "a question")
                .reads(call -> "");
        ScriptedChatModel model = ScriptedChatModel.replying("unused");

        AgentResult result = ops.agent(GatherThenAnswer.named("helper").tools(silent))
                .model(model)
                .start("苏州？")
                .await(SOON);

        assertThat(result.stopReason()).isEqualTo(StopReason.NO_ANSWER);
        assertThat(model.calls()).isZero();
    }

    @Test
    void should_refuse_to_gather_with_a_tool_that_needs_more_than_one_text() {
        AgentTool two =
                FunctionTool.named("two", "Two.").text("a", "a").text("b", "b").reads(call -> "");

        assertThatThrownBy(() -> ops.agent(GatherThenAnswer.named("helper").tools(two))
                        .model(ScriptedChatModel.replying())
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two");
        assertThatThrownBy(() -> ops.agent(ReAct.named("helper")).start("task"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("model");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
