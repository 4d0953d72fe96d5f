package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All texts of a store at one revision. Immutable. */
final class TextSnapshot {

    static final TextSnapshot EMPTY = new TextSnapshot(0, new TreeMap<>(), Map.of());

    private final long revision;
    private final SortedMap<String, SortedMap<Integer, String>> versions;
    private final Map<String, String> labels;

    private TextSnapshot(
            long revision, SortedMap<String, SortedMap<Integer, String>> versions, Map<String, String> labels) {
        this.revision = revision;
        this.versions = versions;
        this.labels = labels;
    }

    long revision() {
        return revision;
    }

    /** This, or the next one where something has changed; both share what has not. */
    TextSnapshot with(PromptChanges changes) {
        if (changes.revision() == revision && !changes.whole()) {
            return this;
        }
        TextSnapshot base = changes.whole() ? EMPTY : this;
        SortedMap<String, SortedMap<Integer, String>> all = new TreeMap<>(base.versions);
        Map<String, SortedMap<Integer, String>> longer = new TreeMap<>();
        for (PromptChanges.Version version : changes.versions()) {
            longer.computeIfAbsent(version.name(), name -> new TreeMap<>(base.of(name)))
                    .put(version.number(), version.text());
        }
        all.putAll(longer);
        Map<String, String> changed = new TreeMap<>(base.labels);
        changed.putAll(changes.labels());
        return new TextSnapshot(changes.revision(), all, changed);
    }

    List<String> names() {
        return List.copyOf(versions.keySet());
    }

    List<Integer> numbers(String name) {
        return List.copyOf(of(name).keySet());
    }

    Optional<String> version(String name, int number) {
        return Optional.ofNullable(of(name).get(number));
    }

    String labels(String name) {
        return labels.getOrDefault(name, "");
    }

    private SortedMap<Integer, String> of(String name) {
        SortedMap<Integer, String> known = versions.get(name);
        return known == null ? new TreeMap<>() : known;
    }
}
