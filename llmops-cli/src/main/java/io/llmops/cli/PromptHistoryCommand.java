package io.llmops.cli;

import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.cli.console.Terminal;
import io.llmops.core.text.OneLine;
import io.llmops.core.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code llmops prompt history}: all versions of a prompt, and all moves of its labels. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Show all versions of a prompt, and every move of its labels: who, when and why.")
final class PromptHistoryCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final PromptOptions options = new PromptOptions();

    @Parameters(paramLabel = "NAME", description = "The prompt's name.")
    private String name;

    PromptHistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.read(registry -> {
            registry.health(); // warns of what cannot be used
            List<PromptVersion> versions = registry.versions(name);
            List<LabelMove> moves = registry.history(name);
            List<PromptLabel> labels = registry.labels(name);
            options.print(
                    terminal,
                    () -> versions(versions, labels) + (moves.isEmpty() ? "" : "\n" + moves(moves)),
                    () -> Map.of(
                            "versions", versions.stream().map(PromptText::json).toList(),
                            "labels", PromptText.json(labels),
                            "moves", moves.stream().map(PromptText::json).toList()));
            return 0;
        });
    }

    private static String versions(List<PromptVersion> versions, List<PromptLabel> labels) {
        TextTable table = new TextTable(List.of("version", "parent", "published", "author", "labels", "note"), 6);
        for (PromptVersion version : versions) {
            table.row(List.of(
                    version.id(),
                    version.parent() == 0 ? "-" : String.valueOf(version.parent()),
                    PromptText.time(version.createdAt()),
                    OneLine.of(version.draft().author()),
                    PromptText.labelsOf(version, labels),
                    PromptText.note(version.draft().note())));
        }
        return table.toString();
    }

    private static String moves(List<LabelMove> moves) {
        TextTable table = new TextTable(List.of("moved", "label", "from", "to", "how", "by", "note"), 7);
        for (LabelMove move : moves) {
            LabelChange change = move.change();
            table.row(List.of(
                    PromptText.time(move.at()),
                    PromptText.name(change.scenario().orElse(null), change.label()),
                    PromptText.target(move.from()),
                    PromptText.target(move.to()),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    OneLine.of(change.by()),
                    PromptText.note(change.note())));
        }
        return table.toString();
    }
}
