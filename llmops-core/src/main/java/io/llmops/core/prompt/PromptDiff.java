package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptMessage;
import io.llmops.api.prompt.PromptVariable;
import io.llmops.api.prompt.PromptVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has changed from one version of a prompt to another: texts by words, variables, and parameters of the call.
 * Immutable.
 *
 * @param from the one
 * @param to the other
 * @param parts messages whose text differs, in their order
 * @param variables variables that one of the two lacks, or declares otherwise, sorted by name
 * @param parameters parameters of the call, and delimiters, that differ, sorted by name
 */
public record PromptDiff(
        PromptVersion from, PromptVersion to, List<Part> parts, List<Change> variables, List<Change> parameters) {

    /** The message that comes first, where there is one. */
    private static final String SYSTEM = "system";

    /** What became of a piece of text. */
    public enum Kind {
        /** It is in both. */
        SAME,
        /** It is in the first alone. */
        REMOVED,
        /** It is in the second alone. */
        ADDED
    }

    /**
     * A piece of text, of one or more words.
     *
     * @param kind what became of it
     * @param text the piece as it is
     */
    public record Piece(Kind kind, String text) {}

    /**
     * A message whose text differs.
     *
     * @param label which, such as {@code system}, {@code user} or {@code user 2}
     * @param pieces its text, from begin to end
     */
    public record Part(String label, List<Piece> pieces) {

        /** Copies the list. */
        public Part {
            pieces = List.copyOf(pieces);
        }

        /** The text with {@code [-what was removed-]} and {@code {+what was added+}}, as {@code git diff --word-diff} has it. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (Piece piece : pieces) {
                switch (piece.kind()) {
                    case SAME -> text.append(piece.text());
                    case REMOVED -> text.append("[-").append(piece.text()).append("-]");
                    case ADDED -> text.append("{+").append(piece.text()).append("+}");
                }
            }
            return text.toString();
        }
    }

    /**
     * Something that has a name and differs.
     *
     * @param name its name
     * @param before what the first says of it, or null if it does not have it
     * @param after what the second says of it, or null if it does not have it
     */
    public record Change(
            String name, @Nullable String before, @Nullable String after) {}

    /** Copies the lists. */
    public PromptDiff {
        parts = List.copyOf(parts);
        variables = List.copyOf(variables);
        parameters = List.copyOf(parameters);
    }

    /**
     * Compares two versions.
     *
     * @param prompts knows the partials that they use
     * @throws io.llmops.api.exception.PromptException if a partial is not in the registry
     */
    public static PromptDiff between(Prompts prompts, PromptVersion from, PromptVersion to) {
        return new PromptDiff(
                from,
                to,
                parts(from, to),
                changes(variables(prompts, from), variables(prompts, to)),
                changes(parameters(from.draft()), parameters(to.draft())));
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return parts.isEmpty() && variables.isEmpty() && parameters.isEmpty();
    }

    private static List<Part> parts(PromptVersion from, PromptVersion to) {
        Map<String, String> before = texts(from.draft());
        Map<String, String> after = texts(to.draft());
        boolean withSystem = after.containsKey(SYSTEM);
        Set<String> labels = new LinkedHashSet<>(withSystem ? after.keySet() : before.keySet());
        labels.addAll(withSystem ? before.keySet() : after.keySet());
        List<Part> parts = new ArrayList<>();
        for (String label : labels) {
            String one = before.getOrDefault(label, "");
            String other = after.getOrDefault(label, "");
            if (!one.equals(other)) {
                parts.add(new Part(label, WordDiff.between(one, other)));
            }
        }
        return parts;
    }

    private static Map<String, String> texts(PromptDraft draft) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (PromptMessage message : draft.messages()) {
            String role = message.role().name().toLowerCase(Locale.ROOT);
            String label = role;
            for (int i = 2; texts.containsKey(label); i++) {
                label = role + " " + i;
            }
            texts.put(label, message.text());
        }
        return texts;
    }

    private static Map<String, String> variables(Prompts prompts, PromptVersion version) {
        Map<String, String> variables = new LinkedHashMap<>();
        prompts.variables(version).forEach(name -> variables.put(name, ""));
        version.draft().variables().forEach(variable -> variables.put(variable.name(), settings(variable)));
        return variables;
    }

    private static String settings(PromptVariable variable) {
        StringBuilder settings = new StringBuilder(variable.type().toString());
        if (!variable.required()) {
            settings.append(", optional");
        }
        variable.defaultValue().ifPresent(value -> settings.append(", default ").append(value));
        if (!variable.enumeration().isEmpty()) {
            settings.append(", one of ").append(variable.enumeration());
        }
        if (!variable.examples().isEmpty()) {
            settings.append(", such as ").append(variable.examples());
        }
        return variable.description().isEmpty()
                ? settings.toString()
                : settings.append(": ").append(variable.description()).toString();
    }

    private static Map<String, String> parameters(PromptDraft draft) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("delimiters", draft.delimiters().toString());
        draft.parameters().asMap().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        return parameters;
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .sorted()
                .map(name -> new Change(name, before.get(name), after.get(name)))
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
    }
}
