package io.llmops.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptConflictException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.model.CallContext;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptHealth;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.Rollout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A right prompt registry in memory; its state outlives it, so that it can be opened again. */
class MemoryPrompts implements PromptRegistry {

    /** What is kept; labels by scenario, a line feed and label, each with its places, the newest on top. */
    static final class State {
        final Map<String, List<PromptVersion>> versions = new TreeMap<>();
        final Map<String, Map<String, Deque<Rollout>>> labels = new TreeMap<>();
        final Map<String, List<LabelMove>> history = new TreeMap<>();
    }

    final State state;

    MemoryPrompts(State state) {
        this.state = state;
    }

    @Override
    public PromptVersion publish(PromptDraft draft) {
        synchronized (state) {
            return publish(
                    draft, state.versions.getOrDefault(draft.name(), List.of()).size());
        }
    }

    @Override
    public PromptVersion publish(PromptDraft draft, int expectedParent) {
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
            if (expectedParent != versions.size()) {
                throw new PromptConflictException("the newest is " + versions.size(), versions.size());
            }
            PromptVersion version =
                    new PromptVersion(draft, versions.size() + 1, hash(draft), Instant.now(), versions.size());
            List<PromptVersion> more = new ArrayList<>(versions);
            more.add(version);
            state.versions.put(draft.name(), more);
            return version;
        }
    }

    @Override
    public PromptVersion get(PromptRef ref, @Nullable String scenario, CallContext context) {
        synchronized (state) {
            List<PromptVersion> versions = versions(ref.name());
            if (ref.label().isEmpty()) {
                return version(ref.toString(), versions, ref.number().orElse(versions.size()));
            }
            Rollout target = at(ref.name(), scenario + "\n" + ref.label().get());
            target = target.isNone() ? at(ref.name(), "\n" + ref.label().get()) : target;
            int number = target.isNone() ? 0 : target.pick(ref.name(), context);
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
    public List<PromptLabel> labels(String name) {
        synchronized (state) {
            versions(name);
            return state.labels.getOrDefault(name, Map.of()).keySet().stream()
                    .filter(key -> !at(name, key).isNone())
                    .map(key -> new PromptLabel(
                            key.substring(key.indexOf('\n') + 1),
                            key.startsWith("\n") ? null : key.substring(0, key.indexOf('\n')),
                            at(name, key)))
                    .toList();
        }
    }

    @Override
    public LabelMove label(String name, LabelChange change) {
        synchronized (state) {
            change.to().weights().keySet().forEach(n -> version(name + "@" + n, versions(name), n));
            String key = change.scenario().orElse("") + "\n" + change.label();
            Rollout from = at(name, key);
            Deque<Rollout> places = state.labels
                    .computeIfAbsent(name, n -> new TreeMap<>())
                    .computeIfAbsent(key, k -> new ArrayDeque<>(List.of(Rollout.none())));
            if (change.kind() != LabelChange.Kind.MOVE && from.isNone()) {
                throw new NotFoundException("no label " + change.label());
            }
            if (change.kind() != LabelChange.Kind.ROLLBACK) {
                places.push(change.to());
            } else if (places.size() == 2 && change.scenario().isEmpty()) {
                throw new PromptException("nowhere before");
            } else {
                places.pop();
            }
            LabelMove move = new LabelMove(change, from, at(name, key), Instant.now());
            state.history.computeIfAbsent(name, n -> new ArrayList<>()).add(move);
            return move;
        }
    }

    @Override
    public List<LabelMove> history(String name) {
        synchronized (state) {
            versions(name);
            return List.copyOf(state.history.getOrDefault(name, List.of()));
        }
    }

    @Override
    public PromptHealth health() {
        return new PromptHealth(Instant.now(), null, List.of());
    }

    private Rollout at(String name, String key) {
        Deque<Rollout> places = state.labels.getOrDefault(name, Map.of()).get(key);
        return places == null ? Rollout.none() : places.getFirst();
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
