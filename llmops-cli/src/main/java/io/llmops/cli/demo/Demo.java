package io.llmops.cli.demo;

import io.llmops.LlmOps;
import io.llmops.LlmOpsBuilder;
import io.llmops.api.model.Money;
import io.llmops.cli.console.ModelChoice;
import io.llmops.cli.console.Terminal;
import io.llmops.core.budget.Budget;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.price.PriceBook;
import io.llmops.rag.KnowledgeBase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** The steps of the demo, in order, each on what the one before has made. */
final class Demo {

    /** What a paid model may spend. */
    private static final Money BUDGET = Money.usd("0.10");

    private final Terminal terminal;
    private final PrintStream out;
    private final ModelChoice choice;
    private final Path directory;
    private final int rows;
    private final PriceBook prices = PriceBook.bundled();

    Demo(Terminal terminal, ModelChoice choice, Path directory, int rows) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.choice = choice;
        this.directory = directory;
        this.rows = rows;
    }

    void run() {
        out.println("Chat model: " + choice.ref() + " (" + choice.why() + ")");
        boolean priced = prices.upperBound(choice.ref().toString(), 1, 1).isPresent();
        if (priced) {
            out.println(
                    "It costs money: every call is refused that could bring the sum over " + BUDGET.display() + ".");
        }
        if (!choice.generates()) {
            out.println(
                    "Lines that a generative model would write otherwise end with " + DemoContext.MARK.strip() + ".");
        }
        Path handbook = Handbook.unpack(directory.resolve("handbook"));
        SensitiveWords words = SensitiveWords.of(Handbook.unpack(Handbook.WORDS, directory));
        LlmOpsBuilder builder = LlmOps.builder()
                .store(directory.resolve("llmops.db"))
                .prompts(directory.resolve("prompts"))
                .prices(prices);
        if (priced) {
            builder.budget(Budget.total(BUDGET));
        }
        try (LlmOps ops = builder.build()) {
            Instant start = ops.clock().instant();
            steps(ops, handbook, words);
            Duration taken = Duration.between(start, ops.clock().instant());
            new MonitorStep(terminal, ops).run(taken);
            out.printf(
                    "%nAll of it took %.1f s. It is kept in %s; the ledger is %s.%n",
                    taken.toMillis() / 1000.0, directory, directory.resolve("llmops.db"));
        }
    }

    private void steps(LlmOps ops, Path handbook, SensitiveWords words) {
        Map<Language, KnowledgeBase> knowledge = new EnumMap<>(Language.class);
        DemoContext context = new DemoContext(ops, terminal, choice, directory, handbook, words, knowledge, rows);
        new IngestStep(context, directory.resolve("index")).run();
        DemoPrompts.publish(ops.prompts());
        new QuestionStep(context).run();
        new AgentStep(context).run();
        new BacktestStep(context).run();
    }
}
