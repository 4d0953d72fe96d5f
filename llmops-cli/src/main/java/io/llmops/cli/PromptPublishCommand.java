package io.llmops.cli;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.cli.console.Terminal;
import io.llmops.core.prompt.PromptFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code llmops prompt publish}: a new version from a file. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Publish a new version from a file: text, which becomes the user message, or the form of a version file.",
            "Text that equals the newest version's makes no new one. No label is moved."
        })
final class PromptPublishCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final PromptOptions options = new PromptOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "The prompt's name.")
    private String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file, in UTF-8.")
    private Path file;

    @Option(
            names = "--author",
            paramLabel = "WHO",
            description = "Who wrote it. Default: the file's, else this machine's user.")
    private @Nullable String author;

    @Option(names = "--note", paramLabel = "WHY", description = "Why it was changed. Default: the file's.")
    private @Nullable String note;

    @Option(
            names = "--parent",
            paramLabel = "N",
            description = "The version that it was made from: refuse to publish if there is a newer one; 0 for none.")
    private @Nullable Integer parent;

    PromptPublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PromptDraft read = PromptFile.read(name, file);
        String who =
                author != null ? author : read.author().isBlank() ? System.getProperty("user.name", "") : read.author();
        PromptDraft draft = read.toBuilder()
                .author(who)
                .note(note != null ? note : read.note())
                .build();
        return options.write(registry -> {
            PromptVersion version = parent == null ? registry.publish(draft) : registry.publish(draft, parent);
            options.print(terminal, () -> text(version, draft), () -> Map.copyOf(PromptText.json(version)));
            return 0;
        });
    }

    private static String text(PromptVersion version, PromptDraft draft) {
        boolean known = !version.draft().author().equals(draft.author())
                || !version.draft().note().equals(draft.note());
        return version.id()
                + (known ? ", published before by " + version.draft().author() : "") + "\n";
    }
}
