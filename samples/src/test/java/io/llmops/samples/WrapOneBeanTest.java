package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.llmops.LlmOps;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.Money;
import io.llmops.core.ledger.ScenarioReport;
import io.llmops.test.FaultServer;
import io.llmops.test.ServerReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrapOneBeanTest {

    private static final int CALLS = 25;

    @Test
    void should_book_every_call_of_the_unchanged_service_with_tenant_user_and_money(@TempDir Path home) {
        Path store = home.resolve("llmops.db");
        Printed last = new Printed();
        try (FaultServer openAi = FaultServer.start()) {
            ChatModel model = OpenAiChatModel.builder()
                    .baseUrl(openAi.baseUrl())
                    .apiKey("no-key")
                    .modelName("gpt-4o-mini")
                    .maxRetries(0)
                    .build();
            for (int i = 0; i < CALLS; i++) {
                openAi.chat(ServerReply.text("Charge it for an hour, then hold the power key for ten seconds.")
                        .model("gpt-4o-mini-2024-07-18")
                        .usage(812, 96));
                last = new Printed();
                WrapOneBean.run(model, store, last.out());
            }
        }
        System.out.println(last.text());

        try (LlmOps ops = LlmOps.builder().store(store).build()) {
            List<CallRecord> records =
                    ops.records(LedgerQuery.builder().scenario("support").build());
            assertThat(records).hasSize(CALLS).allSatisfy(r -> {
                assertThat(r.context().tenant()).contains("acme");
                assertThat(r.context().user()).contains("u17");
                // 812 x 0.15 USD + 96 x 0.60 USD for a million tokens each
                assertThat(r.cost()).contains(Money.usd("0.0001794"));
            });
            ScenarioReport day = ops.report("support", Duration.ofDays(1));
            assertThat(day.answered()).isEqualTo(CALLS);
        }
        assertThat(last.text()).contains("Charge it", "25 answered", "0.004485");
    }
}
