package io.llmops.core.guard.pii;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What scanners have found in one text. Where finds overlap, the longer one counts, of equal ones the first. */
final class Finds {

    private final List<Found> found = new ArrayList<>();

    void add(String kind, int start, int end) {
        found.add(new Found(kind, start, end));
    }

    /** From left to right; none overlap. */
    List<Found> toList() {
        if (found.size() < 2) {
            return List.copyOf(found);
        }
        found.sort(Comparator.comparingInt(Found::start)
                .thenComparing(Comparator.comparingInt(Found::end).reversed()));
        List<Found> kept = new ArrayList<>(found.size());
        for (Found f : found) {
            Found last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (last == null || f.start() >= last.end()) {
                kept.add(f);
            } else if (f.end() - f.start() > last.end() - last.start()) {
                kept.set(kept.size() - 1, f);
            }
        }
        return List.copyOf(kept);
    }
}
