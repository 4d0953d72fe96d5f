package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.agent.AgentResult;
import io.llmops.api.agent.StopReason;
import io.llmops.api.model.Money;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import org.junit.jupiter.api.Test;

class AgentThatEndsTest {

    private static final ScriptedReply ASKS =
            ScriptedReply.toolCall("1", "price", "{\"item\": \"monitor\"}").model("gpt-4o-mini");

    @Test
    void should_call_its_tool_and_finish_with_what_it_cost() {
        ScriptedChatModel model = ScriptedChatModel.of(
                ASKS.usage(1_000, 100),
                ScriptedReply.toolCall("2", "price", "{\"item\": \"headset\"}")
                        .model("gpt-4o-mini")
                        .usage(1_000, 100),
                ScriptedReply.text("809 euros").model("gpt-4o-mini").usage(2_000, 100));
        Printed printed = new Printed();

        AgentResult result = AgentThatEnds.run(model, printed.out());

        System.out.println(printed.text());
        assertThat(result.stopReason()).isEqualTo(StopReason.FINISHED);
        assertThat(result.cost()).contains(Money.usd("0.00078"));
        assertThat(printed.text()).contains("340", "129", "809 euros", "FINISHED");
    }

    @Test
    void should_end_by_its_limit_when_the_model_never_stops_asking() {
        ScriptedChatModel endless = ScriptedChatModel.answering(request -> ASKS);

        AgentResult result = AgentThatEnds.run(endless, new Printed().out());

        assertThat(result.stopReason()).isEqualTo(StopReason.STEP_LIMIT);
        assertThat(endless.calls()).isEqualTo(8);
    }

    @Test
    void should_end_when_the_money_is_spent() {
        ScriptedChatModel dear =
                ScriptedChatModel.answering(request -> ASKS.model("gpt-4o").usage(10_000, 20_000));

        AgentResult result = AgentThatEnds.run(dear, new Printed().out());

        // 10,000 x 2.50 USD + 20,000 x 10 USD for a million tokens each: 0.225 a call, and the third is over 0.50.
        assertThat(result.stopReason()).isEqualTo(StopReason.MONEY_LIMIT);
        assertThat(dear.calls()).isEqualTo(3);
    }
}
