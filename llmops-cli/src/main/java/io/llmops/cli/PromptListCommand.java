package io.llmops.cli;

import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.cli.console.Terminal;
import io.llmops.core.text.OneLine;
import io.llmops.core.text.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code llmops prompt list}: all prompts, each with its newest version and its labels. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List all prompts, each with its newest version and where its labels point.")
final class PromptListCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final PromptOptions options = new PromptOptions();

    PromptListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.read(registry -> {
            registry.health(); // warns of what cannot be used
            options.print(terminal, () -> table(registry), () -> json(registry));
            return 0;
        });
    }

    private static String table(PromptRegistry registry) {
        if (registry.names().isEmpty()) {
            return "No prompts yet: publish one with 'llmops prompt publish NAME FILE'.\n";
        }
        TextTable table = new TextTable(List.of("prompt", "author", "published", "labels"), 4);
        for (String name : registry.names()) {
            PromptVersion newest = registry.get(PromptRef.parse(name));
            table.row(List.of(
                    newest.id(),
                    OneLine.of(newest.draft().author()),
                    PromptText.time(newest.createdAt()),
                    registry.labels(name).stream().map(PromptText::label).collect(Collectors.joining("; "))));
        }
        return table.toString();
    }

    private static List<Map<String, Object>> json(PromptRegistry registry) {
        return registry.names().stream()
                .map(name -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("name", name);
                    map.put("newest", PromptText.json(registry.get(PromptRef.parse(name))));
                    map.put("labels", PromptText.json(registry.labels(name)));
                    return map;
                })
                .toList();
    }
}
