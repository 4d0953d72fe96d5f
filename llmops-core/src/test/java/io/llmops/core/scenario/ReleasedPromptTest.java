package io.llmops.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.LlmOps;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.CallContext;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.Rollout;
import io.llmops.core.ledger.InMemoryLedgerStore;
import io.llmops.core.prompt.InMemoryPromptRegistry;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenarios that run on while their prompt's labels move. */
class ReleasedPromptTest {

    private final PromptRegistry prompts = new InMemoryPromptRegistry();
    private final InMemoryLedgerStore ledger = new InMemoryLedgerStore();

    @Test
    void should_follow_a_label_without_a_restart_and_each_scenario_its_own() {
        publish("one", "two");
        prompts.label("answer", "production", 1);
        try (LlmOps ops = ops()) {
            Scenario a = scenario(ops, "客服");
            Scenario b = scenario(ops, "search");
            a.ask("q");
            b.ask("q");
            prompts.label("answer", move().scenario("客服").to(1).build());
            prompts.label("answer", "production", 2);
            a.ask("q");
            b.ask("q");
            prompts.label("answer", LabelChange.rollback("production").build());
            b.ask("q");
        }
        assertThat(versions()).containsExactly("客服 1", "search 1", "客服 1", "search 2", "search 1");
    }

    @Test
    void should_ask_with_the_version_of_the_user_and_book_it() throws Exception {
        publish("one", "two");
        Rollout half = Rollout.of(Map.of(1, 50, 2, 50));
        prompts.label("answer", move().to(half).build());
        List<String> expected = new ArrayList<>();
        try (LlmOps ops = ops()) {
            Scenario scenario = scenario(ops, "s");
            for (int i = 0; i < 40; i++) {
                CallContext user = CallContext.tenant("甲").user("用户" + i % 20);
                expected.add("s " + half.pick("answer", user));
                ops.with(user).call(() -> scenario.ask("q"));
            }
        }
        assertThat(versions()).isEqualTo(expected).contains("s 1", "s 2");
        assertThat(expected.subList(0, 20)).isEqualTo(expected.subList(20, 40));
    }

    @Test
    void should_share_calls_on_nobodys_behalf_out_by_weight() {
        publish("one", "two");
        prompts.label("answer", move().to(Rollout.of(Map.of(1, 50, 2, 50))).build());
        try (LlmOps ops = ops()) {
            Scenario scenario = scenario(ops, "s");
            for (int i = 0; i < 100; i++) {
                scenario.ask("q");
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        versions().forEach(version -> counts.merge(version, 1, Integer::sum));
        assertThat(counts).hasSize(2).allSatisfy((version, count) -> assertThat(count)
                .isGreaterThan(20));
    }

    private LlmOps ops() {
        return LlmOps.builder().discovery(false).prompts(prompts).ledger(ledger).build();
    }

    private static Scenario scenario(LlmOps ops, String name) {
        return ops.scenario(name)
                .model(ScriptedChatModel.answering(request -> ScriptedReply.text("ok")))
                .prompt("answer@production")
                .build();
    }

    private static LabelChange.Builder move() {
        return LabelChange.move("production");
    }

    private void publish(String... texts) {
        for (String text : texts) {
            prompts.publish(
                    PromptDraft.builder("answer").user(text + " {{question}}").build());
        }
    }

    /** Scenario and version of each call, in order. */
    private List<String> versions() {
        List<String> found = new ArrayList<>();
        ledger.scan(
                LedgerQuery.all(),
                (CallRecord call) -> found.add(call.scenario() + " "
                        + call.promptVersion().orElse("none").replace("answer@", "")));
        return found;
    }
}
