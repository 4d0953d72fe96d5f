package io.llmops.cli;

import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import io.llmops.core.text.OneLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Versions, labels and their moves, in words for people and in maps for JSON. */
final class PromptText {

    /** Widest cell of free text, such as a note. */
    static final int NOTE_WIDTH = 48;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private PromptText() {}

    static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }

    static String note(String note) {
        return OneLine.of(note, NOTE_WIDTH);
    }

    /** Such as {@code 3}, or {@code 3 (90 %), 5 (10 %)}, or a dash. */
    static String target(Rollout rollout) {
        if (rollout.isNone()) {
            return "-";
        }
        if (rollout.weights().size() == 1) {
            return rollout.toString();
        }
        double sum =
                rollout.weights().values().stream().mapToInt(Integer::intValue).sum();
        return rollout.weights().entrySet().stream()
                .map(e -> e.getKey() + " (" + share(e.getValue() / sum) + " %)")
                .collect(Collectors.joining(", "));
    }

    private static String share(double share) {
        String percent = String.format(Locale.ROOT, "%.1f", 100 * share);
        return percent.endsWith(".0") ? percent.substring(0, percent.length() - 2) : percent;
    }

    static String label(PromptLabel label) {
        return name(label.scenario(), label.label()) + " -> " + target(label.target());
    }

    /** {@code production}, or {@code production of 客服}. */
    static String name(@Nullable String scenario, String label) {
        return scenario == null ? label : label + " of " + OneLine.of(scenario);
    }

    /** Labels that give a version to all or some. */
    static String labelsOf(PromptVersion version, List<PromptLabel> labels) {
        return labels.stream()
                .filter(label -> label.target().weights().containsKey(version.number()))
                .map(label -> name(label.scenario(), label.label()))
                .collect(Collectors.joining(", "));
    }

    /** Text as a terminal may show it: without control characters, which could change the terminal. */
    static String safe(String text) {
        return text.lines().map(PromptText::safeLine).collect(Collectors.joining("\n"));
    }

    private static String safeLine(String line) {
        StringBuilder safe = new StringBuilder();
        line.codePoints().forEach(c -> safe.appendCodePoint(c != '\t' && Character.isISOControl(c) ? 0xFFFD : c));
        return safe.toString();
    }

    static Map<String, Object> json(PromptVersion version) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", version.id());
        map.put("number", version.number());
        map.put("parent", version.parent());
        map.put("author", version.draft().author());
        map.put("note", version.draft().note());
        map.put("created", version.createdAt().toString());
        map.put("hash", version.hash());
        return map;
    }

    static List<Map<String, Object>> json(List<PromptLabel> labels) {
        return labels.stream()
                .map(label -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("label", label.label());
                    map.put("scenario", label.scenario());
                    map.put("weights", label.target().weights());
                    return map;
                })
                .toList();
    }

    static Map<String, Object> json(LabelMove move) {
        LabelChange change = move.change();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", move.at().toString());
        map.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
        map.put("label", change.label());
        map.put("scenario", change.scenario().orElse(null));
        map.put("from", move.from().weights());
        map.put("to", move.to().weights());
        map.put("by", change.by());
        map.put("note", change.note());
        return map;
    }
}
