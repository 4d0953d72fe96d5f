package io.llmops.cli;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.eval.Dataset;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.cli.console.ModelChoice;
import io.llmops.cli.console.ModelOption;
import io.llmops.cli.console.Terminal;
import io.llmops.core.monitor.KnowledgeMonitor;
import io.llmops.core.monitor.KnowledgeUsage;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.quality.KnowledgeCheck;
import io.llmops.rag.quality.KnowledgeQuality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code llmops report knowledge}: how good a knowledge base is, and what became of the questions to it. */
@Command(
        name = "knowledge",
        mixinStandardHelpOptions = true,
        description =
                "Look a knowledge base over: questions it answers, documents nobody gets, duplicate chunks, and, from"
                        + " the ledger, hit rate, relevance by week, unanswered questions, words and refusals.")
final class KnowledgeReportCommand implements Callable<Integer> {

    private static final String USUAL_STORE = "llmops.db";

    private final Terminal terminal;

    @Option(
            names = "--knowledge",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the knowledge base.")
    private Path knowledge;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The knowledge base's name in the ledger. Default: the directory's name.")
    private @Nullable String name;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "The ledger's SQLite file, or a JDBC URL. Default: " + USUAL_STORE + ", if it is there.")
    private @Nullable String store;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "P28D",
            description = "How far to look back in the ledger, as ISO 8601: P7D, P3M (default: ${DEFAULT-VALUE}).")
    private String since;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Whose Mondays weeks begin on, such as Asia/Shanghai. Default: this machine's.")
    private @Nullable ZoneId zone;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "Questions to ask: a .csv or .jsonl file with a column 'question' and, where it is known,"
                    + " 'document', the id of the document that answers it.")
    private @Nullable Path questions;

    @Option(
            names = "--generate",
            paramLabel = "N",
            description = "Also ask N questions that the model of --model makes from passages.")
    private @Nullable Integer generate;

    @Mixin
    private final ModelOption model = new ModelOption();

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description =
                    "Keep the report in this directory by date, and tell what has changed since that of an earlier day.")
    private @Nullable Path save;

    KnowledgeReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String known = name == null ? KnowledgeDirectory.name(knowledge) : name;
        Optional<KnowledgeUsage> usage = usage(known);
        // Of another LlmOps than the ledger's: what is asked here is nobody's question, and is not booked there.
        try (LlmOps ops = LlmOps.builder().build();
                KnowledgeBase base = KnowledgeDirectory.openReadOnly(ops, knowledge, known)) {
            KnowledgeCheck check = KnowledgeCheck.of(base);
            if (questions != null) {
                check.questions(rows(questions));
            }
            if (generate != null) {
                check.generate(generator(ops), generate);
            }
            usage.ifPresent(check::usage);
            print(check.run(), usage);
            return 0;
        }
    }

    private Optional<KnowledgeUsage> usage(String known) {
        if (store == null && !Files.isRegularFile(Path.of(USUAL_STORE))) {
            terminal.err().println("No ledger: what became of people's questions is left out (--store names one).");
            return Optional.empty();
        }
        try (LlmOps ops = LlmOps.builder()
                .store(LedgerFile.url(store == null ? USUAL_STORE : store))
                .build()) {
            KnowledgeMonitor monitor = ops.knowledge(known)
                    .zone(zone == null ? ZoneId.systemDefault() : zone)
                    .since(LedgerFile.duration("--since", since));
            return Optional.of(monitor.report());
        }
    }

    private void print(KnowledgeQuality quality, Optional<KnowledgeUsage> usage) {
        terminal.out().println(quality);
        usage.filter(u -> u.hits().of() > 0).ifPresent(u -> terminal.out().println("\n" + u));
        if (save != null) {
            KnowledgeQuality.latest(save, quality.knowledge(), quality.at().truncatedTo(ChronoUnit.DAYS))
                    .ifPresent(before -> terminal.out().println("\n" + quality.since(before)));
            terminal.out().println("\nSaved: " + quality.save(save));
        }
        terminal.out().flush();
    }

    private ChatModel generator(LlmOps ops) {
        ModelChoice choice = model.choose(System::getenv);
        if (!choice.generates()) {
            throw new ConfigurationException(
                    "--generate: " + choice.ref() + " writes no questions: name another model with --model");
        }
        terminal.err().println("Model: " + choice.ref() + " (" + choice.why() + ")");
        return ops.scenario("questions").model(choice.ref().toString()).build().chatModel();
    }

    private static Dataset rows(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("--questions: there is no file '" + file + "'");
        }
        return RowFile.read(file);
    }
}
