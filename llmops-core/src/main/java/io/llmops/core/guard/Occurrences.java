package io.llmops.core.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * From all occurrences of words to those that count: none that lies in an allowed word, from left to right, at each
 * position the longest, and none that overlaps one before it.
 */
final class Occurrences {

    /** An occurrence, by its place in the text. */
    record Occurrence(Entry entry, int start, int end) {}

    private final Consumer<Occurrence> counted;
    private final List<Occurrence> open = new ArrayList<>();
    private int covered;
    private int allowedTo;

    /** @param counted told of each that counts, from left to right */
    Occurrences(Consumer<Occurrence> counted) {
        this.counted = counted;
    }

    void found(Entry entry, int start, int end) {
        open.add(new Occurrence(entry, start, end));
    }

    /** How many are not decided. */
    int size() {
        return open.size();
    }

    /** Decides on all that begin before {@code limit}: of these every one has been found. */
    void decide(int limit) {
        if (open.isEmpty()) {
            return;
        }
        open.sort(Occurrences::order);
        int decided = 0;
        while (decided < open.size() && open.get(decided).start() < limit) {
            decide(open.get(decided++));
        }
        open.subList(0, decided).clear();
    }

    /** The end of what was decided on. */
    int covered() {
        return covered;
    }

    /** Forgets what is not decided, and counts from another place on. */
    void move(int by) {
        open.clear();
        covered = Math.max(0, covered - by);
        allowedTo = Math.max(0, allowedTo - by);
    }

    /** By their beginning; of one place the allowed first, then the longest. */
    private static int order(Occurrence a, Occurrence b) {
        if (a.start() != b.start()) {
            return Integer.compare(a.start(), b.start());
        }
        int allowed = Boolean.compare(b.entry().allowed(), a.entry().allowed());
        return allowed != 0 ? allowed : Integer.compare(b.end(), a.end());
    }

    private void decide(Occurrence o) {
        if (o.entry().allowed()) {
            allowedTo = Math.max(allowedTo, o.end());
        } else if (o.start() >= covered && o.end() > allowedTo) {
            counted.accept(o);
            covered = o.end();
        }
    }
}
