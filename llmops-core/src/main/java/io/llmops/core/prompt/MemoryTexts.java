package io.llmops.core.prompt;

import java.time.Clock;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Texts that end with the process. */
final class MemoryTexts implements PromptTexts {

    private final Clock clock;
    private final NavigableMap<String, NavigableMap<Integer, String>> versions = new TreeMap<>();
    private final TreeMap<String, String> labels = new TreeMap<>();

    MemoryTexts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<String> names() {
        return List.copyOf(versions.keySet());
    }

    @Override
    public synchronized List<Integer> numbers(String name) {
        return List.copyOf(of(name).keySet());
    }

    @Override
    public synchronized Optional<String> version(String name, int number) {
        return Optional.ofNullable(of(name).get(number));
    }

    @Override
    public synchronized String labels(String name) {
        return labels.getOrDefault(name, "");
    }

    @Override
    public synchronized int newestNow(String name) {
        return of(name).isEmpty() ? 0 : of(name).lastKey();
    }

    @Override
    public String labelsNow(String name) {
        return labels(name);
    }

    @Override
    public synchronized boolean add(String name, int number, String text) {
        if (newestNow(name) != number - 1) {
            return false;
        }
        versions.computeIfAbsent(name, n -> new TreeMap<>()).put(number, text);
        return true;
    }

    @Override
    public synchronized boolean replaceLabels(String name, String before, String after) {
        if (!labels(name).equals(before)) {
            return false;
        }
        labels.put(name, after);
        return true;
    }

    @Override
    public Presence presence() {
        return new Presence(clock.instant(), Optional.empty());
    }

    private NavigableMap<Integer, String> of(String name) {
        return versions.getOrDefault(name, new TreeMap<>());
    }
}
