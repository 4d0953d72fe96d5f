package io.llmops.cli;

import io.llmops.LlmOps;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.cli.console.Terminal;
import io.llmops.core.ledger.Dimension;
import io.llmops.core.ledger.GroupedQuery;
import io.llmops.core.ledger.GroupedReport;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code llmops report}: what the calls of a ledger used, cost and took, by groups. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Print calls, tokens, cost and times from a ledger, by groups.",
        subcommands = KnowledgeReportCommand.class)
final class ReportCommand implements Callable<Integer> {

    /** How a report is printed. */
    enum Format {
        /** Aligned, for people. */
        TABLE,
        /** An array of objects. */
        JSON,
        /** Comma-separated values. */
        CSV
    }

    private final Terminal terminal;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            defaultValue = "llmops.db",
            description = "The ledger's SQLite file, or a JDBC URL (default: ${DEFAULT-VALUE}).")
    private String store;

    @Option(
            names = "--by",
            paramLabel = "DIMENSION",
            split = ",",
            defaultValue = "scenario",
            description = "What to group by, separated by commas: scenario, tenant, user, run, prompt-version, model,"
                    + " kind (default: ${DEFAULT-VALUE}).")
    private List<String> by;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "P1D",
            description = "How far to look back, as ISO 8601: PT1H, P7D, P3M (default: ${DEFAULT-VALUE}).")
    private String since;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Also one row for each span of this length: PT5M, PT1H, P1D.")
    private @Nullable String every;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Whose days are meant, such as Asia/Shanghai. Default: this machine's.")
    private @Nullable ZoneId zone;

    @Option(names = "--scenario", paramLabel = "NAME", description = "Only this scenario.")
    private @Nullable String scenario;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or csv (default: ${DEFAULT-VALUE}).")
    private Format format;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (LlmOps ops = LlmOps.builder().store(LedgerFile.url(store)).build()) {
            GroupedQuery query = ops.ledger()
                    .by(by.stream().map(ReportCommand::dimension).toArray(Dimension[]::new))
                    .zone(zone == null ? ZoneId.systemDefault() : zone)
                    .since(LedgerFile.duration("--since", since));
            if (every != null) {
                query.every(LedgerFile.duration("--every", every));
            }
            if (scenario != null) {
                query.scenario(scenario);
            }
            if (tenant != null) {
                query.tenant(tenant);
            }
            print(query.report());
            return 0;
        }
    }

    private void print(GroupedReport report) {
        terminal.out()
                .print(
                        switch (format) {
                            case TABLE -> report.toString();
                            case JSON -> report.toJson();
                            case CSV -> report.toCsv();
                        });
        terminal.out().flush();
    }

    private static Dimension dimension(String name) {
        return Arrays.stream(Dimension.values())
                .filter(d ->
                        d.label().equals(name.strip().toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("--by: there is no '" + name + "', but "
                        + Arrays.stream(Dimension.values())
                                .map(Dimension::label)
                                .collect(Collectors.joining(", "))));
    }
}
