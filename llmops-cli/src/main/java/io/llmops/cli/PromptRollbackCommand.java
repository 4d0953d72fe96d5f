package io.llmops.cli;

import io.llmops.api.prompt.LabelChange;
import io.llmops.cli.console.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code llmops prompt rollback}: takes a label back to where it was before. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Take a label back to where it was before; a second time, to where it was before that.",
            "Running applications follow within a second."
        })
final class PromptRollbackCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final PromptOptions options = new PromptOptions();

    @Mixin
    private final LabelOptions who = new LabelOptions();

    PromptRollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return who.apply(terminal, options, LabelChange::rollback);
    }
}
