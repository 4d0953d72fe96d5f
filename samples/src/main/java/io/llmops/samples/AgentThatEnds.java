package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.llmops.LlmOps;
import io.llmops.agent.plan.ReAct;
import io.llmops.agent.tool.FunctionTool;
import io.llmops.api.agent.AgentResult;
import io.llmops.api.model.Money;
import io.llmops.api.tool.AgentTool;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent with one tool that cannot run all night: whatever the model does, one of its limits ends it, and the result
 * says which.
 *
 * <p>Run its main from your IDE, with {@code OPENAI_API_KEY} set: the model has to be one that calls functions.
 */
public final class AgentThatEnds {

    private static final Map<String, Integer> PRICES = Map.of("monitor", 340, "headset", 129, "office chair", 420);

    private AgentThatEnds() {}

    /** Gives OpenAI one task, and prints each step and the end. */
    public static void main(String[] args) {
        run(
                OpenAiChatModel.builder()
                        .apiKey(System.getenv("OPENAI_API_KEY"))
                        .modelName("gpt-4o-mini")
                        .build(),
                System.out);
    }

    static AgentResult run(ChatModel model, PrintStream out) {
        // snippet: agent
        try (LlmOps ops = LlmOps.builder().build()) {
            AgentTool price = FunctionTool.named("price", "The price of an item of the equipment list, in euros.")
                    .text("item", "such as monitor")
                    .reads(call -> priceOf(call.arguments().get("item")));

            AgentResult result = ops.agent(ReAct.named("buyer").tools(price))
                    .model(model)
                    .limits(l ->
                            l.steps(8).toolCalls(10).money(Money.usd("0.50")).time(Duration.ofMinutes(2)))
                    .onStep(out::println)
                    .start("What do two monitors and a headset cost?")
                    .await(Duration.ofMinutes(3));

            out.println(result.text());
            out.println(result.stopReason() + " after " + result.steps().size() + " steps, cost "
                    + result.cost().map(Money::display).orElse("unknown"));
            return result;
        }
        // end
    }

    private static String priceOf(@Nullable Object item) {
        Integer price = PRICES.get(String.valueOf(item));
        return price == null ? "not on the list; it has " + PRICES.keySet() : price.toString();
    }
}
