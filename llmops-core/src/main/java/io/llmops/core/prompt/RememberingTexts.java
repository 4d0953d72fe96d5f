package io.llmops.core.prompt;

import io.llmops.api.exception.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves on what was read once, when it is gone or its store is away. */
final class RememberingTexts implements PromptTexts {

    private static final Logger LOG = LoggerFactory.getLogger("io.llmops.core.prompt");

    private final PromptTexts texts;
    private final Problems problems;
    private final Clock clock;
    private final Map<String, Set<Integer>> numbers = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final Map<String, String> labels = new ConcurrentHashMap<>();
    private volatile Instant seenAt;
    private volatile Optional<String> away = Optional.empty();

    RememberingTexts(PromptTexts texts, Problems problems, Clock clock) {
        this.texts = texts;
        this.problems = problems;
        this.clock = clock;
        this.seenAt = clock.instant();
    }

    @Override
    public List<String> names() {
        TreeSet<String> all = new TreeSet<>(numbers.keySet());
        all.addAll(look(texts::names, numbers.isEmpty() ? null : List.of()));
        return List.copyOf(all);
    }

    @Override
    public List<Integer> numbers(String name) {
        Set<Integer> known = numbers.get(name);
        List<Integer> now = look(() -> texts.numbers(name), known == null ? null : List.of());
        if (now.isEmpty() || (known != null && known.containsAll(now))) {
            return known == null ? now : List.copyOf(known);
        }
        return List.copyOf(numbers.merge(name, new TreeSet<>(now), RememberingTexts::union));
    }

    private static Set<Integer> union(Set<Integer> some, Set<Integer> others) {
        Set<Integer> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    @Override
    public Optional<String> version(String name, int number) {
        String place = texts.place(name, number);
        String known = versions.get(place);
        Optional<String> now = look(() -> texts.version(name, number), known == null ? null : Optional.empty());
        if (known == null && now.isPresent()) {
            numbers.merge(name, new TreeSet<>(List.of(number)), RememberingTexts::union);
        }
        return kept(place, now, known, versions);
    }

    @Override
    public String labels(String name) {
        String place = texts.labelsPlace(name);
        String known = labels.get(place);
        Optional<String> now = look(
                () -> Optional.of(texts.labels(name)).filter(text -> !text.isEmpty()),
                known == null ? null : Optional.empty());
        return kept(place, now, known, labels).orElse("");
    }

    private Optional<String> kept(
            String place, Optional<String> now, @Nullable String known, Map<String, String> memory) {
        if (now.isPresent()) {
            if (!now.get().equals(known)) {
                memory.put(place, now.get());
            }
            return now;
        }
        if (known != null && away.isEmpty()) {
            problems.note(place, place + " is gone: what it said is served on until the process ends");
        }
        return Optional.ofNullable(known);
    }

    /** What the store says; where it is away, what stands in for it, if there is something. */
    private <T> T look(Supplier<T> question, @Nullable T standIn) {
        try {
            T answer = question.get();
            seenAt = clock.instant();
            if (away.isPresent()) {
                away = Optional.empty();
                LOG.info("Prompts: the store answers again");
            }
            return answer;
        } catch (StoreException e) {
            if (away.isEmpty()) {
                LOG.warn("Prompts: the last known versions are served, since {}", e.getMessage());
            }
            away = Optional.of(String.valueOf(e.getMessage()));
            if (standIn == null) {
                throw e;
            }
            return standIn;
        }
    }

    @Override
    public int newestNow(String name) {
        return texts.newestNow(name);
    }

    @Override
    public String labelsNow(String name) {
        return texts.labelsNow(name);
    }

    @Override
    public boolean add(String name, int number, String text) {
        return texts.add(name, number, text);
    }

    @Override
    public boolean replaceLabels(String name, String before, String after) {
        return texts.replaceLabels(name, before, after);
    }

    @Override
    public String place(String name, int number) {
        return texts.place(name, number);
    }

    @Override
    public String labelsPlace(String name) {
        return texts.labelsPlace(name);
    }

    @Override
    public Presence presence() {
        return new Presence(seenAt, away);
    }
}
