package io.llmops.cli;

import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.LabelMove;
import io.llmops.cli.console.Terminal;
import io.llmops.core.text.OneLine;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which label of which prompt is changed, for whom, by whom and why. */
final class LabelOptions {

    @Parameters(index = "0", paramLabel = "NAME", description = "The prompt's name.")
    private String name;

    @Parameters(index = "1", paramLabel = "LABEL", description = "The label, such as production.")
    private String label;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "Only for this scenario, whose own label wins over the one for all.")
    private @Nullable String scenario;

    @Option(names = "--by", paramLabel = "WHO", description = "Who does it. Default: this machine's user.")
    private @Nullable String by;

    @Option(names = "--note", paramLabel = "WHY", description = "Why.")
    private String note = "";

    /** Makes the change and says what came of it. */
    int apply(Terminal terminal, PromptOptions options, Function<String, LabelChange.Builder> change) {
        LabelChange complete = change.apply(label)
                .scenario(scenario)
                .by(by == null ? System.getProperty("user.name", "") : by)
                .note(note)
                .build();
        return options.read(registry -> {
            LabelMove move = registry.label(name, complete);
            options.print(terminal, () -> text(name, move), () -> PromptText.json(move));
            return 0;
        });
    }

    private static String text(String prompt, LabelMove move) {
        LabelChange change = move.change();
        return OneLine.of(prompt + ", " + PromptText.name(change.scenario().orElse(null), change.label()) + ": "
                        + PromptText.target(move.from()) + " -> " + PromptText.target(move.to()))
                + "\n";
    }
}
