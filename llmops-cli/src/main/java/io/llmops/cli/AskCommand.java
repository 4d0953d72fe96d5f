package io.llmops.cli;

import io.llmops.LlmOps;
import io.llmops.api.knowledge.Answer;
import io.llmops.cli.console.AnswerText;
import io.llmops.cli.console.ModelChoice;
import io.llmops.cli.console.ModelOption;
import io.llmops.cli.console.Terminal;
import io.llmops.rag.KnowledgeBase;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code llmops ask}: one question to a knowledge base. */
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description = "Answer a question from a knowledge base, with the passages that the answer rests on.")
final class AskCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--knowledge",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the knowledge base.")
    private Path knowledge;

    @Mixin
    private final ModelOption model = new ModelOption();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description = "Passages at most (default: ${DEFAULT-VALUE}).")
    private int top;

    @Parameters(paramLabel = "QUESTION", description = "The question.")
    private String question;

    AskCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelChoice choice = model.choose(System::getenv);
        terminal.err().println("Model: " + choice.ref() + " (" + choice.why() + ")");
        try (LlmOps ops = LlmOps.builder().build();
                KnowledgeBase base = KnowledgeDirectory.openReadOnly(ops, knowledge)) {
            Answer answer = choice.on(ops.scenario("ask"), ops, KnowledgeDirectory.embeddingOf(knowledge))
                    .knowledge(base)
                    .top(top)
                    .build()
                    .ask(question);
            AnswerText.print(terminal.out(), answer, "");
            return 0;
        }
    }
}
