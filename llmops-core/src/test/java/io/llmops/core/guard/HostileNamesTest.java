package io.llmops.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.ledger.Dimension;
import io.llmops.test.ScriptedChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hundred names that would write lines, colours or formulas of their own into logs, terminals and tables. */
class HostileNamesTest {

    private static final List<String> STARTS = List.of(
            "\n", "\r\n", "\u001B[2J", "\u001B]0;owned\u0007", "\u2028", "\u202E", "\t", "\b\b\b", "=cmd|", "\u0085");
    private static final List<String> BODIES = List.of(
            "2026-11-24 INFO all is well",
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\u001B[31mred",
            "a\nb",
            "'; drop",
            "</td>",
            "夜莺");

    private static List<String> payloads() {
        List<String> payloads = new ArrayList<>();
        STARTS.forEach(start -> BODIES.forEach(body -> payloads.add(start + body)));
        return payloads;
    }

    @Test
    void should_stay_in_their_line_in_messages_records_and_reports() {
        assertThat(payloads()).hasSize(100);
        for (String payload : payloads()) {
            try (LlmOps ops = LlmOps.builder().discovery(false).build()) {
                ChatModel chat = ops.scenario("s")
                        .guard((text, context) -> context.stage() == WordMatch.Stage.OUTPUT
                                ? Verdict.refuse(payload, List.of(new GuardHit(payload, payload, 0)))
                                : Verdict.pass(List.of(new GuardHit(payload, payload, 0))))
                        .wrap((ChatModel) ScriptedChatModel.replying("hello"));
                String message = refused(chat, payload);
                ops.flush();
                String report = ops.report("s", Duration.ofDays(1)).toString();
                String table = ops.ledger().by(Dimension.SCENARIO).report().toString();
                String csv = ops.ledger().by(Dimension.SCENARIO).report().toCsv();

                assertThat(message.lines()).as(payload).hasSize(1);
                assertPlain(message);
                ops.records(LedgerQuery.all()).get(0).wordMatches().forEach(m -> {
                    assertPlain(m.word());
                    assertPlain(m.category());
                    m.source().ifPresent(HostileNamesTest::assertPlain);
                });
                assertPlain(report.replace("\n", ""));
                assertPlain(table.replace("\n", ""));
                assertThat(csv.split("\r\n")).hasSize(2);
                assertThat(csv).doesNotContainPattern("(^|,|\\n)\"?[=+@]");
            }
        }
    }

    private static String refused(ChatModel chat, String tool) {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("1")
                .name(tool)
                .arguments("{}")
                .build();
        try {
            chat.chat(UserMessage.from("q"), AiMessage.from(call), ToolExecutionResultMessage.from(call, "result"));
            throw new AssertionError("the guard refuses every answer");
        } catch (GuardrailException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void assertPlain(String text) {
        assertThat(text)
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");
    }
}
