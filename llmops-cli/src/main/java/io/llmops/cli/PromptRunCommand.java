package io.llmops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.LlmOps;
import io.llmops.LlmOpsBuilder;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.cli.console.ModelChoice;
import io.llmops.cli.console.Terminal;
import io.llmops.core.budget.Budget;
import io.llmops.core.io.FileIo;
import io.llmops.core.price.PriceBook;
import io.llmops.eval.sidebyside.Estimate;
import io.llmops.eval.sidebyside.SideBySide;
import io.llmops.eval.sidebyside.SideBySideTable;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code llmops prompt run}: one prompt version over models, parameters and rows, priced first, into a table and files. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a prompt version on several models side by side, for one or many rows.",
            "It says first what that can cost at most. With --out, answers are kept as they come: run the same command"
                    + " again to go on after a crash, or to try again what failed; what was answered is not paid twice."
        })
final class PromptRunCommand implements Callable<Integer> {

    /** More cells than these are summed up by column; the file has them all. */
    private static final int SHOWN_CELLS = 60;

    private static final Pattern MONEY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]{3})?");

    private final Terminal terminal;

    @Parameters(paramLabel = "PROMPT", description = "The version: NAME@4, NAME@production, or NAME for the newest.")
    private String prompt;

    @Mixin
    private final PromptPlace prompts = new PromptPlace();

    @Option(
            names = {"--models", "--model"},
            paramLabel = "MODEL",
            split = ",",
            description = "Models, separated by commas, such as openai/gpt-4o-mini,ollama/qwen3. Default: "
                    + ModelChoice.VARIABLE + ", else a local Ollama, else builtin/extractive, which only quotes.")
    private List<String> models = List.of();

    @Mixin
    private final RowOptions rows = new RowOptions();

    @Mixin
    private final SamplingOptions sampling = new SamplingOptions();

    @Option(
            names = "--repeat",
            paramLabel = "K",
            defaultValue = "1",
            description = "Calls for each cell, which show how much answers agree (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @Option(
            names = "--max-output-tokens",
            paramLabel = "N",
            description =
                    "Longest answer. Default: the prompt's own, else " + SideBySide.DEFAULT_MAX_OUTPUT_TOKENS + ".")
    private @Nullable Integer maxOutputTokens;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "" + SideBySide.DEFAULT_CONCURRENCY,
            description = "Calls at once (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Keep every answer in this JSON lines file, and go on from it.")
    private @Nullable Path out;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write all answers of this run as CSV for spreadsheets.")
    private @Nullable Path csv;

    @Option(
            names = "--max-cost",
            paramLabel = "MONEY",
            description = "Refuse to run if it could cost more, such as 5 or '30 CNY'; without a currency, USD.")
    private @Nullable String maxCost;

    @Option(names = "--prices", paramLabel = "FILE", description = "A price list, in place of the bundled one.")
    private @Nullable Path prices;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "SQLite file, or JDBC URL, that the ledger of the calls is kept in; not kept by default.")
    private @Nullable String store;

    @Option(names = "--yes", description = "Do not ask before it costs money.")
    private boolean yes;

    PromptRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return prompts.read(this::run);
    }

    private int run(PromptRegistry registry) {
        @Nullable Money most = maxCost == null ? null : money(maxCost);
        try (LlmOps ops = ops(registry, most)) {
            SideBySide plan = plan(ops);
            Estimate estimate = plan.estimate();
            terminal.err()
                    .println(plan.prompt().id() + ": " + estimate.calls() + " of " + plan.cells()
                            + " answers to ask for");
            terminal.err().print(estimate);
            check(estimate, most);
            if (!yes && !estimate.isFree() && !confirmed()) {
                terminal.err().println("Nothing was called.");
                return 1;
            }
            SideBySideTable table = plan.run();
            print(table);
            return table.failed() == 0 ? 0 : 1;
        }
    }

    private LlmOps ops(PromptRegistry registry, @Nullable Money most) {
        LlmOpsBuilder builder = LlmOps.builder()
                .prompts(registry)
                .prices(prices == null ? PriceBook.bundled() : PriceBook.load(prices));
        if (store != null) {
            builder.store(store.startsWith("jdbc:") ? store : "jdbc:sqlite:" + store);
        }
        if (most != null) {
            // Holds where a call that is tried again costs more than the estimate, which counts each call once.
            builder.budget(Budget.total(most));
        }
        return builder.build();
    }

    private SideBySide plan(LlmOps ops) {
        SideBySide.Builder plan = SideBySide.builder(ops)
                .prompt(prompt)
                .models(models().toArray(String[]::new))
                .sampling(sampling.sets())
                .variables(rows.variables())
                .repeat(repeat)
                .concurrency(concurrency)
                .scenario("prompt-run")
                .onProgress(new RunLine(terminal));
        rows.rows().ifPresent(plan::rows);
        if (maxOutputTokens != null) {
            plan.maxOutputTokens(maxOutputTokens);
        }
        if (out != null) {
            plan.file(out);
        }
        return plan.build();
    }

    private List<String> models() {
        if (!models.isEmpty()) {
            return models;
        }
        ModelChoice choice = ModelChoice.choose(null, System::getenv);
        terminal.err().println("Model: " + choice.ref() + " (" + choice.why() + ")");
        return List.of(choice.ref().toString());
    }

    private static void check(Estimate estimate, @Nullable Money most) {
        if (most == null || estimate.isFree()) {
            return;
        }
        Money total = estimate.total()
                .orElseThrow(() -> new ConfigurationException(
                        "--max-cost cannot be kept: what it costs is not known; name models with prices, or --prices"));
        if (!total.currency().equals(most.currency())) {
            throw new ConfigurationException("--max-cost is in " + most.currency() + ", but prices are in "
                    + total.currency() + ": give it in that currency");
        }
        if (total.compareTo(most) > 0) {
            throw new BudgetExceededException("it can cost up to " + total.display() + ", more than --max-cost "
                    + most.display() + ": take fewer rows, models or --max-output-tokens");
        }
    }

    private boolean confirmed() {
        if (!terminal.interactive()) {
            throw new ConfigurationException("it costs money: give --yes to run it where nobody can be asked");
        }
        return terminal.confirm("Run it?");
    }

    private void print(SideBySideTable table) {
        if (table.cells().size() <= SHOWN_CELLS) {
            terminal.out().println(table);
        }
        terminal.out().print(table.summary());
        terminal.out().flush();
        if (csv != null) {
            FileIo.write(csv, csv(table));
            terminal.err().println("CSV: " + csv);
        }
        if (out != null) {
            terminal.err().println("Answers: " + out);
        }
        if (table.failed() > 0) {
            terminal.err().println("llmops: " + failures(table));
        }
    }

    private static byte[] csv(SideBySideTable table) {
        StringWriter text = new StringWriter();
        try {
            table.writeCsv(text);
        } catch (IOException e) {
            throw new IllegalStateException("a writer in memory failed", e);
        }
        return text.toString().getBytes(UTF_8);
    }

    /** Such as {@code 3 of 12 answers failed (RateLimitException 2, TimeoutException 1)}. */
    private String failures(SideBySideTable table) {
        Map<String, Long> names = table.cells().stream()
                .flatMap(cell -> cell.failure().stream())
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        String kinds = names.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return table.failed() + " of " + table.cells().size() + " answers failed (" + kinds + ")"
                + (out == null ? "" : "; run the same command again to try them again");
    }

    private static Money money(String text) {
        Matcher m = MONEY.matcher(text.strip());
        try {
            if (m.matches()) {
                return Money.of(
                        m.group(1), m.group(2) == null ? "USD" : m.group(2).toUpperCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException e) {
            // No such currency: said below.
        }
        throw new ConfigurationException("--max-cost: '" + text + "' is no amount of money, such as 5 or '30 CNY'");
    }
}
