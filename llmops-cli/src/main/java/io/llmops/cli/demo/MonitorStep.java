package io.llmops.cli.demo;

import io.llmops.LlmOps;
import io.llmops.cli.console.Terminal;
import io.llmops.core.ledger.MonitorTable;
import io.llmops.core.ledger.ScenarioReport;
import java.time.Duration;
import java.util.List;

/** Prints the monitors of this run, from the ledger. */
final class MonitorStep {

    private final Terminal terminal;
    private final LlmOps ops;

    MonitorStep(Terminal terminal, LlmOps ops) {
        this.terminal = terminal;
        this.ops = ops;
    }

    void run(Duration since) {
        terminal.out().printf("%n== Monitors: what the ledger says of this run%n");
        List<ScenarioReport> reports = ops.reports(since.plusSeconds(1));
        terminal.out().println(MonitorTable.render(reports));
        reports.stream().filter(r -> r.scenario().equals("handbook-en")).forEach(r -> terminal.out()
                .println(r));
        if (ops.droppedRecords() > 0) {
            terminal.out().println("records lost: " + ops.droppedRecords());
        }
    }
}
