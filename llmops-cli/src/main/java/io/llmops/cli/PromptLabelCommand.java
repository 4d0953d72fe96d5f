package io.llmops.cli;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.Rollout;
import io.llmops.cli.console.Terminal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code llmops prompt label}: points a label to a version, or to several by weight. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Point a label to a version: 'label answer production 5', or to several by weight:",
            "'label answer production 3=90 5=10'. Running applications follow within a second."
        })
final class PromptLabelCommand implements Callable<Integer> {

    private static final Pattern WEIGHTED = Pattern.compile("(\\d{1,9})=(\\d{1,9})");

    private final Terminal terminal;

    @Mixin
    private final PromptOptions options = new PromptOptions();

    @Mixin
    private final LabelOptions who = new LabelOptions();

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "VERSION",
            description = "The version's number, or NUMBER=WEIGHT for each of several.")
    private List<String> versions = List.of();

    @Option(names = "--remove", description = "Take the label away instead.")
    private boolean remove;

    PromptLabelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (remove != versions.isEmpty()) {
            throw new ConfigurationException("name a version, such as 5, or weights, such as 3=90 5=10, or --remove");
        }
        return who.apply(
                terminal,
                options,
                label -> remove
                        ? LabelChange.remove(label)
                        : LabelChange.move(label).to(rollout(versions)));
    }

    private static Rollout rollout(List<String> versions) {
        if (versions.size() == 1 && versions.get(0).matches("\\d{1,9}")) {
            return Rollout.of(Integer.parseInt(versions.get(0)));
        }
        Map<Integer, Integer> weights = new TreeMap<>();
        for (String version : versions) {
            Matcher m = WEIGHTED.matcher(version);
            if (!m.matches() || weights.put(Integer.valueOf(m.group(1)), Integer.valueOf(m.group(2))) != null) {
                throw new ConfigurationException("'" + version + "': give one version, such as 5, or each version once"
                        + " with its weight, such as 3=90 5=10");
            }
        }
        return Rollout.of(weights);
    }
}
