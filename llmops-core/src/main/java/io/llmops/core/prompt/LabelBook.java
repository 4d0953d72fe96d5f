package io.llmops.core.prompt;

import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.LabelMove;
import io.llmops.api.prompt.PromptLabel;
import io.llmops.api.prompt.Rollout;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A prompt's labels and how they came to be. Immutable. */
final class LabelBook {

    static final LabelBook EMPTY = new LabelBook(Map.of(), List.of());

    /** A label of all scenarios, or of one. */
    record Key(@Nullable String scenario, String label) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(
                        Key::scenario, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
                .thenComparing(Key::label);

        static Key of(LabelChange change) {
            return new Key(change.scenario().orElse(null), change.label());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return "label '" + label + "'" + (scenario == null ? "" : " of scenario '" + scenario + "'");
        }
    }

    private final SortedMap<Key, Rollout> targets;
    private final List<LabelMove> history;

    LabelBook(Map<Key, Rollout> targets, List<LabelMove> history) {
        this.targets = new TreeMap<>(targets);
        this.history = List.copyOf(history);
    }

    /** All labels, those for all scenarios first. */
    List<PromptLabel> labels() {
        return targets.entrySet().stream()
                .map(e -> new PromptLabel(e.getKey().label(), e.getKey().scenario(), e.getValue()))
                .toList();
    }

    List<LabelMove> history() {
        return history;
    }

    Rollout target(Key key) {
        return targets.getOrDefault(key, Rollout.none());
    }

    /** The label that counts for a scenario: its own, else the one for all. */
    Optional<Key> find(@Nullable String scenario, String label) {
        Key own = new Key(scenario, label);
        Key all = new Key(null, label);
        return targets.containsKey(own)
                ? Optional.of(own)
                : targets.containsKey(all) ? Optional.of(all) : Optional.empty();
    }

    /** What a change comes to. */
    LabelMove move(String prompt, LabelChange change, Instant at) {
        Key key = Key.of(change);
        Rollout now = target(key);
        Rollout to =
                switch (change.kind()) {
                    case MOVE -> change.to();
                    case ROLLBACK -> previous(prompt, key);
                    case REMOVE -> Rollout.none();
                };
        if (change.kind() == LabelChange.Kind.REMOVE && now.isNone()) {
            throw new NotFoundException("prompt '" + prompt + "' has no " + key + " that could be taken away");
        }
        return new LabelMove(change, now, to, at);
    }

    LabelBook with(LabelMove move) {
        Map<Key, Rollout> changed = new TreeMap<>(targets);
        if (move.to().isNone()) {
            changed.remove(Key.of(move.change()));
        } else {
            changed.put(Key.of(move.change()), move.to());
        }
        List<LabelMove> longer = new ArrayList<>(history);
        longer.add(move);
        return new LabelBook(changed, longer);
    }

    /**
     * Where a label was before it came to where it is, as if every rollback had undone the move before it; so a second
     * rollback goes one further back, and not to where the first one came from.
     */
    private Rollout previous(String prompt, Key key) {
        Deque<Rollout> places = new ArrayDeque<>();
        for (LabelMove move : history) {
            if (Key.of(move.change()).equals(key)) {
                visit(places, move.from());
                if (move.change().kind() == LabelChange.Kind.ROLLBACK) {
                    places.pop();
                }
                visit(places, move.to());
            }
        }
        Rollout now = target(key);
        if (places.isEmpty() && now.isNone()) {
            throw new NotFoundException("prompt '" + prompt + "' has no " + key + " that could be taken back");
        }
        visit(places, now);
        places.pop();
        if (places.isEmpty() || (places.peek().isNone() && key.scenario() == null)) {
            throw new PromptException("prompt '" + prompt + "': " + key + " was nowhere before it came to " + now
                    + ": move it to a version");
        }
        return places.peek();
    }

    /** Also where a label was moved by hand, past the history. */
    private static void visit(Deque<Rollout> places, Rollout place) {
        if (!place.equals(places.peek())) {
            places.push(place);
        }
    }
}
