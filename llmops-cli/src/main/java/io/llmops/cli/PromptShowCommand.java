package io.llmops.cli;

import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptMessage;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.cli.console.Terminal;
import io.llmops.core.prompt.Prompts;
import io.llmops.core.text.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code llmops prompt show}: one version, whole. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show a version: its text, and who wrote it and why.")
final class PromptShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final PromptOptions options = new PromptOptions();

    @Parameters(paramLabel = "PROMPT", description = "NAME@4, NAME@production, or NAME for the newest.")
    private String prompt;

    PromptShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.read(registry -> {
            PromptVersion version = registry.get(PromptRef.parse(prompt));
            List<String> variables = new Prompts(registry).variables(version);
            List<PromptLabel> labels = registry.labels(version.name());
            options.print(terminal, () -> text(version, variables, labels), () -> json(version, variables, labels));
            return 0;
        });
    }

    private static String text(PromptVersion version, List<String> variables, List<PromptLabel> labels) {
        StringBuilder text = new StringBuilder(version.id()).append('\n');
        line(text, "author", version.draft().author());
        line(text, "note", version.draft().note());
        line(text, "published", PromptText.time(version.createdAt()));
        line(text, "parent", version.parent() == 0 ? "" : String.valueOf(version.parent()));
        line(text, "labels", PromptText.labelsOf(version, labels));
        line(text, "variables", String.join(", ", variables));
        line(
                text,
                "parameters",
                version.draft().parameters().asMap().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ")));
        line(text, "hash", version.hash());
        version.draft().messages().forEach(message -> text.append("\n## ")
                .append(role(message))
                .append('\n')
                .append(PromptText.safe(message.text()))
                .append('\n'));
        return text.toString();
    }

    private static String role(PromptMessage message) {
        return message.role().name().toLowerCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isBlank()) {
            text.append(String.format("  %-10s  ", name))
                    .append(OneLine.of(value))
                    .append('\n');
        }
    }

    private static Map<String, Object> json(PromptVersion version, List<String> variables, List<PromptLabel> labels) {
        Map<String, Object> map = new LinkedHashMap<>(PromptText.json(version));
        map.put(
                "labels",
                PromptText.json(labels.stream()
                        .filter(label -> label.target().weights().containsKey(version.number()))
                        .toList()));
        map.put("variables", variables);
        map.put("parameters", version.draft().parameters().asMap());
        map.put(
                "messages",
                version.draft().messages().stream()
                        .map(message -> Map.of("role", role(message), "text", message.text()))
                        .toList());
        return map;
    }
}
