package io.llmops.cli.demo;

import io.llmops.agent.plan.GatherThenAnswer;
import io.llmops.agent.plan.ReAct;
import io.llmops.api.agent.AgentResult;
import io.llmops.api.agent.AgentSpec;
import io.llmops.api.tool.AgentTool;
import io.llmops.core.agent.AgentBuilder;
import java.time.Duration;

/** Lets an agent with two tools do one task. */
final class AgentStep {

    private static final String NAME = "assistant";
    private static final String TASK =
            "Who has to approve a portable pressure calibrator, and how long does its delivery take?";
    private static final Duration TIME = Duration.ofMinutes(2);

    private final DemoContext context;

    AgentStep(DemoContext context) {
        this.context = context;
    }

    void run() {
        context.title("Agent: two tools that only read, at most 8 model calls, 2 minutes");
        AgentTool search = DemoTools.searchHandbook(context.knowledge(Language.ENGLISH));
        AgentTool equipment = DemoTools.findEquipment(context.handbook());
        AgentSpec spec = context.choice().generates()
                ? ReAct.named(NAME).tools(search, equipment)
                : GatherThenAnswer.named(NAME).tools(search, equipment);
        context.out().println("Task: " + TASK);
        AgentBuilder agent = context.ops().agent(spec);
        if (context.choice().generates()) {
            agent.model(context.choice().ref().toString());
        } else {
            agent.model(context.choice().extractive(context.ops(), Language.ENGLISH.embedding(), NAME));
        }
        AgentResult result = agent.maxOutputTokens(DemoContext.MAX_OUTPUT_TOKENS)
                .limits(l -> l.steps(8).toolCalls(8).time(TIME))
                .onStep(step -> context.out()
                        .println("    step " + step.number() + ", " + DemoTools.line(step)
                                + (step.tool().isEmpty() ? context.mark() : "")))
                .start(TASK)
                .await(TIME.plusSeconds(10));
        context.out().println("A: " + result.text().strip() + context.mark());
        context.out()
                .println("    stopped: " + result.stopReason()
                        + result.cost().map(c -> ", cost " + c.display()).orElse(", cost unknown"));
    }
}
