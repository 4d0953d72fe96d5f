package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A registry that forgets with the process: for tests, and for applications that publish at start. Thread-safe. */
public final class InMemoryPromptRegistry implements PromptRegistry {

    private final Clock clock;
    private final TreeMap<String, Entry> prompts = new TreeMap<>();

    private static final class Entry {
        private final List<PromptVersion> versions = new ArrayList<>();
        private final TreeMap<String, Integer> labels = new TreeMap<>();
    }

    /** An empty registry on the system's clock. */
    public InMemoryPromptRegistry() {
        this(Clock.systemUTC());
    }

    /** An empty registry; versions are dated by {@code clock}. */
    public InMemoryPromptRegistry(Clock clock) {
        this.clock = clock;
    }

    @Override
    public PromptVersion publish(PromptDraft draft) {
        PromptChecks.parses(draft, this);
        String hash = draft.hash();
        synchronized (prompts) {
            List<PromptVersion> versions = prompts.computeIfAbsent(draft.name(), name -> new Entry()).versions;
            if (!versions.isEmpty()) {
                PromptVersion newest = versions.get(versions.size() - 1);
                if (newest.hash().equals(hash)) {
                    return newest;
                }
            }
            PromptVersion version = new PromptVersion(draft, versions.size() + 1, hash, clock.instant());
            versions.add(version);
            return version;
        }
    }

    @Override
    public PromptVersion get(PromptRef ref) {
        synchronized (prompts) {
            Entry entry = entry(ref.name());
            if (ref.label().isPresent()) {
                Integer number = entry.labels.get(ref.label().get());
                if (number == null) {
                    throw PromptChecks.noLabel(ref.name(), ref.label().get(), entry.labels.keySet());
                }
                return version(ref.name(), entry, number);
            }
            return version(ref.name(), entry, ref.number().orElse(entry.versions.size()));
        }
    }

    @Override
    public List<String> names() {
        synchronized (prompts) {
            return List.copyOf(prompts.keySet());
        }
    }

    @Override
    public List<PromptVersion> versions(String name) {
        synchronized (prompts) {
            return List.copyOf(entry(name).versions);
        }
    }

    @Override
    public Map<String, Integer> labels(String name) {
        synchronized (prompts) {
            return Collections.unmodifiableMap(new TreeMap<>(entry(name).labels));
        }
    }

    @Override
    public PromptVersion label(String name, String label, int number) {
        PromptChecks.label(name, label);
        synchronized (prompts) {
            Entry entry = entry(name);
            PromptVersion version = version(name, entry, number);
            entry.labels.put(label, number);
            return version;
        }
    }

    private Entry entry(String name) {
        Entry entry = prompts.get(name);
        if (entry == null) {
            throw PromptChecks.noPrompt(name, prompts.keySet());
        }
        return entry;
    }

    private static PromptVersion version(String name, Entry entry, int number) {
        if (number < 1 || number > entry.versions.size()) {
            throw PromptChecks.noVersion(
                    name,
                    number,
                    IntStream.rangeClosed(1, entry.versions.size()).boxed().toList());
        }
        return entry.versions.get(number - 1);
    }
}
