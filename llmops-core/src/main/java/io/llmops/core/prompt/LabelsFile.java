package io.llmops.core.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.Rollout;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A prompt's labels as YAML that people can read, change and compare.
 *
 * <pre>
 * labels:
 *   production: 3
 *   staging:
 *     3: 90
 *     5: 10
 * scenarios:
 *   客服:
 *     production: 5
 * history:
 * - at: "2026-11-01T08:00:00Z"
 *   label: "production"
 *   to: 3
 *   by: "李雷"
 *   note: "first release"
 * </pre>
 *
 * A file that has nothing but lines such as {@code production: 3}, as the first version of this class wrote it, is read,
 * too.
 */
final class LabelsFile {

    private LabelsFile() {}

    static String write(LabelBook book) {
        Map<String, Object> labels = new LinkedHashMap<>();
        Map<String, Map<String, Object>> scenarios = new LinkedHashMap<>();
        book.labels().forEach(label -> {
            String scenario = label.scenario();
            Map<String, Object> group =
                    scenario == null ? labels : scenarios.computeIfAbsent(scenario, s -> new LinkedHashMap<>());
            group.put(label.label(), target(label.target()));
        });
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("labels", labels);
        if (!scenarios.isEmpty()) {
            root.put("scenarios", scenarios);
        }
        root.put("history", book.history().stream().map(LabelsFile::line).toList());
        return Yaml.write(root);
    }

    private static Map<String, Object> line(LabelMove move) {
        LabelChange change = move.change();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", move.at().toString());
        line.put("label", change.label());
        change.scenario().ifPresent(scenario -> line.put("scenario", scenario));
        if (change.kind() == LabelChange.Kind.ROLLBACK) {
            line.put("kind", "rollback");
        }
        if (!move.from().isNone()) {
            line.put("from", target(move.from()));
        }
        if (!move.to().isNone()) {
            line.put("to", target(move.to()));
        }
        if (!change.by().isEmpty()) {
            line.put("by", change.by());
        }
        if (!change.note().isEmpty()) {
            line.put("note", change.note());
        }
        return line;
    }

    private static Object target(Rollout rollout) {
        return rollout.weights().size() == 1
                ? rollout.weights().keySet().iterator().next()
                : rollout.weights();
    }

    /**
     * What a text means; an empty one, no labels.
     *
     * @throws PromptException if it is of another form
     */
    static LabelBook read(String place, String text) {
        JsonNode root;
        try {
            root = Yaml.read(text);
        } catch (JsonProcessingException e) {
            throw new PromptException(place + " is no YAML: " + Yaml.reason(e), e);
        }
        if (root.isMissingNode() || root.isNull()) {
            return LabelBook.EMPTY;
        }
        if (!root.isObject()) {
            throw new PromptException(place + " must hold 'labels:' and under it lines such as 'production: 3'");
        }
        Map<LabelBook.Key, Rollout> targets = new TreeMap<>();
        boolean old = root.properties().stream().allMatch(e -> e.getValue().isInt());
        if (old) {
            labels(place, root, null, targets);
            return new LabelBook(targets, List.of());
        }
        List<LabelMove> history = new ArrayList<>();
        root.properties().forEach(e -> {
            JsonNode part = e.getValue();
            switch (e.getKey()) {
                case "labels" -> labels(place, part, null, targets);
                case "scenarios" ->
                    object(place, "scenarios", part)
                            .properties()
                            .forEach(s -> labels(place, s.getValue(), s.getKey(), targets));
                case "history" -> part.forEach(line -> history.add(move(place, line)));
                default ->
                    throw new PromptException(place + ": '" + e.getKey() + "' is none of labels, scenarios, history");
            }
        });
        return new LabelBook(targets, history);
    }

    private static void labels(
            String place, JsonNode labels, @Nullable String scenario, Map<LabelBook.Key, Rollout> targets) {
        object(place, scenario == null ? "labels" : scenario, labels)
                .properties()
                .forEach(e -> {
                    LabelBook.Key key = new LabelBook.Key(scenario, e.getKey());
                    targets.put(key, rollout(place, key.toString(), e.getValue()));
                });
    }

    private static JsonNode object(String place, String key, JsonNode node) {
        boolean empty = node.isNull() || (node.isTextual() && node.asText().isBlank());
        if (!node.isObject() && !empty) {
            throw new PromptException(place + ": '" + key + "' must have lines such as 'production: 3' under it");
        }
        return node;
    }

    private static Rollout rollout(String place, String what, JsonNode node) {
        try {
            if (node.isInt()) {
                return Rollout.of(node.intValue());
            }
            Map<Integer, Integer> weights = new TreeMap<>();
            node.properties().forEach(e -> weights.put(Integer.valueOf(e.getKey()), weight(e.getValue())));
            return Rollout.of(weights);
        } catch (NumberFormatException | PromptException e) {
            String why = e instanceof PromptException ? " (" + e.getMessage() + ")" : "";
            throw new PromptException(
                    place + ": " + what + " must point to a version from 1, such as 3, or to several by weight, such as"
                            + " {3: 90, 5: 10}" + why,
                    e);
        }
    }

    private static int weight(JsonNode node) {
        if (!node.isInt()) {
            throw new NumberFormatException("a weight is a whole number");
        }
        return node.intValue();
    }

    private static LabelMove move(String place, JsonNode line) {
        String label = line.path("label").asText("");
        Rollout from = line.has("from") ? rollout(place, "from", line.get("from")) : Rollout.none();
        Rollout to = line.has("to") ? rollout(place, "to", line.get("to")) : Rollout.none();
        boolean back = line.path("kind").asText("").toLowerCase(Locale.ROOT).equals("rollback");
        try {
            LabelChange.Builder change = back
                    ? LabelChange.rollback(label)
                    : to.isNone()
                            ? LabelChange.remove(label)
                            : LabelChange.move(label).to(to);
            change.scenario(line.has("scenario") ? line.get("scenario").asText() : null)
                    .by(line.path("by").asText(""))
                    .note(line.path("note").asText(""));
            return new LabelMove(
                    change.build(), from, to, Instant.parse(line.path("at").asText("")));
        } catch (DateTimeException | PromptException e) {
            throw new PromptException(
                    place + ": a line of its history has a wrong 'at' or 'label': " + e.getMessage(), e);
        }
    }
}
