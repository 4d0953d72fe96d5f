package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.core.ledger.Dimension;
import io.llmops.core.ledger.GroupedReport;
import io.llmops.core.ledger.LedgerMode;
import io.llmops.core.ledger.Retention;
import io.llmops.core.ledger.TokenRateWatch;
import io.llmops.core.scenario.Scenario;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/** What the ledger is asked every day: who used how much, what it cost and took, and what is out of the usual. */
public final class LedgerQuestions {

    private LedgerQuestions() {}

    /** Asks with the built-in model, which needs no key, and prints what the ledger says. */
    public static void main(String[] args) {
        run(Path.of("llmops.db"), "builtin/extractive", System.out);
    }

    static void run(Path store, String model, PrintStream out) {
        // snippet: open
        try (LlmOps ops = LlmOps.builder()
                .store(store)
                .ledger(l -> l.mode(LedgerMode.DURABLE)
                        .retention(Retention.builder()
                                .records(Duration.ofDays(400))
                                .content(Duration.ofDays(30))
                                .build()))
                .build()) {
            Scenario support = ops.scenario("客服")
                    .model(model)
                    .capture(ContentCapture.REDACTED) // off by default
                    .build();
            // end
            support.ask("还剩几天年假？");

            // snippet: report
            GroupedReport days = ops.ledger()
                    .by(Dimension.SCENARIO, Dimension.MODEL)
                    .every(Duration.ofDays(1))
                    .zone(ZoneId.of("Asia/Shanghai"))
                    .since(Duration.ofDays(7))
                    .report();
            out.print(days); // an aligned table; toCsv() and toJson() for machines
            days.groups()
                    .forEach(g ->
                            out.println(g.calls() + " calls, p99 " + g.latency().p99()));
            // end

            // snippet: questions
            out.print(ops.ledger().contentFilter(Duration.ofDays(7))); // which document makes the provider refuse
            out.print(ops.ledger().repeatedQuestions(Duration.ofDays(7))); // answered twice or more, and differently
            // end

            // snippet: watch
            try (TokenRateWatch watch = ops.ledger()
                    .watchTokens(w -> w.window(Duration.ofMinutes(5)).factor(3).limit(200_000), out::println)) {
                watch.check(); // it looks each minute by itself, too
            }
            // end
        }
    }
}
