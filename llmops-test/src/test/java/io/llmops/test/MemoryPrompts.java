package io.llmops.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A right prompt registry in memory; its state outlives it, so that it can be opened again. */
class MemoryPrompts implements PromptRegistry {

    /** What is kept. */
    static final class State {
        final Map<String, List<PromptVersion>> versions = new TreeMap<>();
        final Map<String, Map<String, Integer>> labels = new TreeMap<>();
    }

    final State state;

    MemoryPrompts(State state) {
        this.state = state;
    }

    @Override
    public PromptVersion publish(PromptDraft draft) {
        checkSyntax(draft.user());
        draft.system().ifPresent(MemoryPrompts::checkSyntax);
        synchronized (state) {
            List<PromptVersion> versions = state.versions.getOrDefault(draft.name(), List.of());
            if (!versions.isEmpty()) {
                PromptVersion newest = versions.get(versions.size() - 1);
                if (newest.draft().user().equals(draft.user())
                        && newest.draft().system().equals(draft.system())) {
                    return newest;
                }
            }
            PromptVersion version = new PromptVersion(draft, versions.size() + 1, hash(draft), Instant.now());
            List<PromptVersion> more = new ArrayList<>(versions);
            more.add(version);
            state.versions.put(draft.name(), more);
            return version;
        }
    }

    @Override
    public PromptVersion get(PromptRef ref) {
        synchronized (state) {
            List<PromptVersion> versions = versions(ref.name());
            int number = ref.label().isPresent()
                    ? labels(ref.name()).getOrDefault(ref.label().get(), 0)
                    : ref.number().orElse(versions.size());
            return version(ref.toString(), versions, number);
        }
    }

    @Override
    public List<String> names() {
        synchronized (state) {
            return List.copyOf(state.versions.keySet());
        }
    }

    @Override
    public List<PromptVersion> versions(String name) {
        synchronized (state) {
            if (!state.versions.containsKey(name)) {
                throw new NotFoundException("no prompt '" + name + "'; there are " + state.versions.keySet());
            }
            return List.copyOf(state.versions.get(name));
        }
    }

    @Override
    public Map<String, Integer> labels(String name) {
        synchronized (state) {
            versions(name);
            return new TreeMap<>(state.labels.getOrDefault(name, Map.of()));
        }
    }

    @Override
    public PromptVersion label(String name, String label, int number) {
        PromptRef.checkName(label);
        synchronized (state) {
            PromptVersion version = version(name + "@" + number, versions(name), number);
            state.labels.computeIfAbsent(name, n -> new TreeMap<>()).put(label, number);
            return version;
        }
    }

    private PromptVersion version(String ref, List<PromptVersion> versions, int number) {
        if (number < 1 || number > versions.size()) {
            throw new NotFoundException("no prompt '" + ref + "'; there are versions 1 to " + versions.size()
                    + " and labels " + state.labels);
        }
        return versions.get(number - 1);
    }

    /** As much of Mustache as the contract's wrong templates need. */
    private static void checkSyntax(String template) {
        if (template.contains("{{#open}}") || template.contains("{{/wrong}}") || template.endsWith("{{unclosed")) {
            throw new PromptException("wrong syntax");
        }
    }

    private static String hash(PromptDraft draft) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(draft.system().map(s -> s.length() + ":" + s).orElse("-").getBytes(UTF_8));
            return HexFormat.of().formatHex(sha.digest(draft.user().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
