package io.llmops.cli;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.cli.console.Terminal;
import io.llmops.core.prompt.PromptDiff;
import io.llmops.core.prompt.Prompts;
import io.llmops.core.text.OneLine;
import io.llmops.core.text.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code llmops prompt diff}: what differs between two versions. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Compare two versions by words, variables and parameters: [-removed-] and {+added+}.")
final class PromptDiffCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final PromptOptions options = new PromptOptions();

    @Parameters(
            index = "0",
            paramLabel = "PROMPT",
            description = "NAME@4, NAME@production, or NAME for the newest; alone, it is compared with its parent.")
    private String one;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OTHER", description = "The version to compare it with.")
    private @Nullable String other;

    PromptDiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.read(registry -> {
            PromptVersion first = registry.get(PromptRef.parse(one));
            PromptDiff diff = other == null
                    ? PromptDiff.between(new Prompts(registry), parent(registry, first), first)
                    : PromptDiff.between(new Prompts(registry), first, registry.get(PromptRef.parse(other)));
            options.print(terminal, () -> text(diff), () -> json(diff));
            return 0;
        });
    }

    private static PromptVersion parent(PromptRegistry registry, PromptVersion version) {
        if (version.parent() == 0) {
            throw new ConfigurationException(
                    version.id() + " is the first version: name another one to compare it with");
        }
        return registry.get(PromptRef.parse(version.name() + "@" + version.parent()));
    }

    private static String text(PromptDiff diff) {
        StringBuilder text = new StringBuilder();
        text.append(diff.from().id()).append(" -> ").append(diff.to().id()).append('\n');
        if (diff.isEmpty()) {
            return text.append("Nothing differs.\n").toString();
        }
        diff.parts().forEach(part -> text.append("\n## ")
                .append(part.label())
                .append('\n')
                .append(PromptText.safe(part.toString()))
                .append('\n'));
        changes(text, "variable", diff.variables());
        changes(text, "parameter", diff.parameters());
        return text.toString();
    }

    private static void changes(StringBuilder text, String what, List<PromptDiff.Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(List.of(what, "before", "after"), 3);
        changes.forEach(
                change -> table.row(List.of(OneLine.of(change.name()), shown(change.before()), shown(change.after()))));
        text.append('\n').append(table);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "-" : value.isBlank() ? "used" : PromptText.note(value);
    }

    private static Map<String, Object> json(PromptDiff diff) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", diff.from().id());
        map.put("to", diff.to().id());
        map.put(
                "messages",
                diff.parts().stream()
                        .map(part -> Map.of(
                                "message",
                                part.label(),
                                "pieces",
                                part.pieces().stream()
                                        .map(piece ->
                                                Map.of(piece.kind().name().toLowerCase(Locale.ROOT), piece.text()))
                                        .toList()))
                        .toList());
        map.put("variables", json(diff.variables()));
        map.put("parameters", json(diff.parameters()));
        return map;
    }

    private static List<Map<String, Object>> json(List<PromptDiff.Change> changes) {
        return changes.stream()
                .map(change -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("name", change.name());
                    map.put("before", change.before());
                    map.put("after", change.after());
                    return map;
                })
                .toList();
    }
}
