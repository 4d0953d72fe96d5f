package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptHealth.Problem;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be used as it is kept, each told once to the log. Thread-safe. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger("io.llmops.core.prompt");

    private final Clock clock;
    private final Map<String, Noted> byPlace = new ConcurrentHashMap<>();
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private volatile int walks;

    private record Noted(Problem problem, int walk) {}

    Problems(Clock clock) {
        this.clock = clock;
    }

    /** Whoever meets a problem notes it, each time. */
    void note(String place, String reason) {
        Noted known = byPlace.get(place);
        if (known != null && known.problem().reason().equals(reason)) {
            byPlace.put(place, new Noted(known.problem(), walks));
            return;
        }
        byPlace.put(place, new Noted(new Problem(place, reason, clock.instant()), walks));
        if (!reason.equals(told.put(place, reason))) {
            LOG.warn("Prompts: {}", reason);
        }
    }

    /** What a walk through everything meets, sorted by place; what it no longer meets is solved. */
    synchronized List<Problem> met(Runnable walk) {
        int current = walks + 1;
        walks = current;
        walk.run();
        byPlace.values().removeIf(noted -> noted.walk() < current);
        return byPlace.values().stream()
                .map(Noted::problem)
                .sorted(Comparator.comparing(Problem::place))
                .toList();
    }
}
