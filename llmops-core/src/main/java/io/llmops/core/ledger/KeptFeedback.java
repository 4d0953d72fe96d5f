package io.llmops.core.ledger;

import io.llmops.api.ledger.Feedback;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Feedback in memory, the latest of it. Not thread-safe. */
final class KeptFeedback {

    private final int capacity;
    private final Map<String, Feedback> byId = new LinkedHashMap<>();

    KeptFeedback(int capacity) {
        this.capacity = capacity;
    }

    void add(List<Feedback> feedback) {
        for (Feedback said : feedback) {
            byId.putIfAbsent(said.id(), said);
        }
        while (byId.size() > capacity) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    List<Feedback> since(Instant from) {
        return byId.values().stream()
                .filter(said -> !said.at().isBefore(from))
                .sorted(Comparator.comparing(Feedback::at))
                .toList();
    }

    /** What was said of a call goes with its record. */
    void removeOf(Set<String> calls) {
        byId.values().removeIf(said -> calls.contains(said.callId()));
    }

    void clear() {
        byId.clear();
    }
}
