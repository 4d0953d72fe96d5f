package io.llmops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.jdbc.JdbcStoreProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code llmops report} as a person calls it, on a ledger that another process wrote. */
class ReportCommandTest {

    @TempDir
    Path directory;

    private Path file = Path.of("unset");
    private String out = "";
    private String err = "";

    @BeforeEach
    void writeLedger() {
        file = directory.resolve("账本.db");
        Instant now = Instant.now();
        try (LedgerStore store = new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + file)) {
            store.append(List.of(
                    call("1", now.minus(Duration.ofMinutes(5)), "客服", "qwen3"),
                    call("2", now.minus(Duration.ofMinutes(6)), "客服", "gpt-4o-mini"),
                    call("3", now.minus(Duration.ofMinutes(7)), "=cmd", "qwen3"),
                    call("4", now.minus(Duration.ofDays(3)), "客服", "qwen3")));
        }
    }

    @Test
    void should_print_an_aligned_table_by_scenario_for_the_last_day() {
        assertThat(run("report", "--store", file.toString())).isZero();
        assertThat(out.lines().toList()).hasSize(4);
        assertThat(out.lines().toList().get(0)).startsWith("scenario").contains("calls", "tokens in", "cost", "p99");
        assertThat(out.lines().toList().get(3).split("  +")).startsWith("客服", "2", "200", "20");
        assertThat(err).isEmpty();
    }

    @Test
    void should_group_by_more_than_one_and_look_back_as_far_as_it_is_told() {
        assertThat(run("report", "--store", file.toString(), "--by", "scenario,model", "--since", "P7D"))
                .isZero();
        assertThat(out.lines().skip(2).map(l -> l.split("  +")[0] + " " + l.split("  +")[1] + " " + l.split("  +")[2]))
                .containsExactly("=cmd qwen3 1", "客服 gpt-4o-mini 1", "客服 qwen3 2");
    }

    @Test
    void should_print_csv_without_formulas_and_json() {
        assertThat(run("report", "--store", file.toString(), "--format", "csv")).isZero();
        assertThat(out).contains("\"'=cmd\"").contains(",客服,2,").contains(",0.002,");
        assertThat(run("report", "--store", file.toString(), "--format", "json", "--scenario", "客服"))
                .isZero();
        assertThat(out).contains("\"scenario\" : \"客服\"", "\"calls\" : 2").doesNotContain("=cmd");
    }

    @Test
    void should_name_every_usual_mistake_in_one_line() {
        assertFails("no file", "report", "--store", directory.resolve("none.db").toString());
        assertFails("there is no 'sceanrio'", "report", "--store", file.toString(), "--by", "sceanrio");
        assertFails(
                "'yesterday' is no ISO 8601 duration", "report", "--store", file.toString(), "--since", "yesterday");
        assertThat(directory.resolve("none.db")).doesNotExist();
    }

    private void assertFails(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err).contains(message).hasLineCount(1);
    }

    private int run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        out = run.out();
        err = run.err();
        return run.code();
    }

    private static CallRecord call(String id, Instant at, String scenario, String model) {
        return CallRecord.builder(id, at, CallKind.CHAT, scenario)
                .context(CallContext.tenant("acme"))
                .modelAnswered(model)
                .usage(Usage.of(100, 10))
                .cost(Money.usd("0.001"))
                .latency(Duration.ofMillis(420))
                .build();
    }
}
