package io.llmops.core.prompt;

import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.PromptConflictException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.exception.StoreException;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all registries of this module have in common: from texts, wherever they are kept, to versions and labels. */
abstract class TextPromptRegistry implements PromptRegistry {

    /** Often enough for any number of writers that a store can serve within the seconds that a lock is waited for. */
    private static final int TRIES = 1_000;

    private final PromptTexts texts;
    private final Clock clock;
    private final Problems problems;
    private final Map<VersionKey, LastGood<PromptVersion>> versions = new ConcurrentHashMap<>();
    private final Map<String, LastGood<LabelBook>> books = new ConcurrentHashMap<>();
    private final Map<LabelKey, Rollout> served = new ConcurrentHashMap<>();

    private record VersionKey(String name, int number) {}

    private record LabelKey(String name, LabelBook.Key label) {}

    TextPromptRegistry(PromptTexts texts, Clock clock, Problems problems) {
        this.texts = texts;
        this.clock = clock;
        this.problems = problems;
    }

    @Override
    public PromptVersion publish(PromptDraft draft) {
        return publish(draft, Optional.empty());
    }

    @Override
    public PromptVersion publish(PromptDraft draft, int expectedParent) {
        return publish(draft, Optional.of(expectedParent));
    }

    private PromptVersion publish(PromptDraft draft, Optional<Integer> expectedParent) {
        PromptChecks.parses(draft, this);
        String name = draft.name();
        String hash = draft.hash();
        for (int i = 0; i < TRIES; i++) {
            int newest = texts.newestNow(name);
            Optional<PromptVersion> parent = newest == 0 ? Optional.empty() : readable(name, newest);
            if (parent.isPresent() && parent.get().hash().equals(hash)) {
                return parent.get();
            }
            if (expectedParent.isPresent() && expectedParent.get() != newest) {
                throw conflict(name, expectedParent.get(), newest, parent);
            }
            PromptVersion version = new PromptVersion(draft, newest + 1, hash, clock.instant(), newest);
            String text = checked(
                    texts.place(name, newest + 1), new String(VersionFile.write(version), StandardCharsets.UTF_8));
            PromptVersion kept = parse(name, newest + 1, text);
            if (texts.add(name, newest + 1, text)) {
                known(name, newest + 1).read(text, t -> kept);
                return kept;
            }
        }
        throw busy(name);
    }

    private static PromptConflictException conflict(
            String name, int expected, int newest, Optional<PromptVersion> version) {
        String by = version.map(v -> v.draft().author())
                .filter(a -> !a.isBlank())
                .map(a -> " by " + a)
                .orElse("");
        String now = newest == 0
                ? "but there is none yet: check its name, or publish it without a parent"
                : "but the newest is " + newest + by + ": compare with that one, and publish on top of it";
        return new PromptConflictException(
                "prompt '" + name + "' was to be published on top of version " + expected + ", " + now, newest);
    }

    @Override
    public PromptVersion get(PromptRef ref, @Nullable String scenario, CallContext context) {
        String name = ref.name();
        if (ref.number().isPresent()) {
            return version(name, ref.number().getAsInt());
        }
        if (ref.label().isPresent()) {
            return labelled(name, ref.label().get(), scenario, context);
        }
        List<Integer> numbers = existing(name);
        for (int i = numbers.size() - 1; i > 0; i--) {
            Optional<PromptVersion> newest = readable(name, numbers.get(i));
            if (newest.isPresent()) {
                return newest.get();
            }
        }
        return version(name, numbers.get(0));
    }

    private PromptVersion labelled(String name, String label, @Nullable String scenario, CallContext context) {
        LabelBook book = book(name);
        LabelBook.Key key = book.find(scenario, label).orElseThrow(() -> {
            existing(name);
            return PromptChecks.noLabel(
                    name,
                    label,
                    book.labels().stream().map(PromptLabel::label).distinct().toList());
        });
        Rollout target = servable(name, key, book.target(key));
        return version(name, target.pick(name, context));
    }

    /** Where a label points, or the last place that could be served, where the new one cannot. */
    private Rollout servable(String name, LabelBook.Key label, Rollout target) {
        LabelKey key = new LabelKey(name, label);
        try {
            target.weights().keySet().forEach(number -> version(name, number));
            served.put(key, target);
            return target;
        } catch (PromptException | NotFoundException | StoreException e) {
            Rollout last = served.get(key);
            if (last == null) {
                throw e;
            }
            problems.note(
                    texts.labelsPlace(name) + ", " + label,
                    "prompt '" + name + "': " + label + " stays at version " + last + ": " + e.getMessage());
            return last;
        }
    }

    @Override
    public List<String> names() {
        return texts.names();
    }

    @Override
    public List<PromptVersion> versions(String name) {
        List<PromptVersion> found = new ArrayList<>();
        for (int number : existing(name)) {
            readable(name, number).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    @Override
    public List<PromptLabel> labels(String name) {
        existing(name);
        return book(name).labels();
    }

    @Override
    public List<LabelMove> history(String name) {
        existing(name);
        return book(name).history();
    }

    @Override
    public LabelMove label(String name, LabelChange change) {
        for (int i = 0; i < TRIES; i++) {
            if (texts.newestNow(name) == 0) {
                throw PromptChecks.noPrompt(name, names());
            }
            String before = texts.labelsNow(name);
            LabelBook book = LabelsFile.read(texts.labelsPlace(name), before);
            LabelMove move = book.move(name, change, clock.instant());
            move.to().weights().keySet().forEach(number -> version(name, number));
            String after = checked(texts.labelsPlace(name), LabelsFile.write(book.with(move)));
            if (texts.replaceLabels(name, before, after)) {
                return move;
            }
        }
        throw busy(name);
    }

    @Override
    public PromptHealth health() {
        List<PromptHealth.Problem> met = problems.met(() -> attempt(() -> names().forEach(this::lookAt)));
        PromptTexts.Presence presence = texts.presence();
        return new PromptHealth(presence.seenAt(), presence.away().orElse(null), met);
    }

    private void lookAt(String name) {
        attempt(() -> get(PromptRef.parse(name)));
        attempt(() -> book(name).labels().forEach(label -> attempt(() -> lookAt(name, label))));
    }

    private void lookAt(String name, PromptLabel label) {
        LabelBook.Key key = new LabelBook.Key(label.scenario(), label.label());
        try {
            servable(name, key, label.target());
        } catch (NotFoundException e) {
            problems.note(texts.labelsPlace(name) + ", " + key, key + ": " + e.getMessage());
        }
    }

    /** What fails is among the problems. */
    private static void attempt(Runnable look) {
        try {
            look.run();
        } catch (LlmOpsException e) {
            // noted where it was found
        }
    }

    private PromptVersion version(String name, int number) {
        String text =
                texts.version(name, number).orElseThrow(() -> PromptChecks.noVersion(name, number, existing(name)));
        return known(name, number).read(text, t -> parse(name, number, t));
    }

    private Optional<PromptVersion> readable(String name, int number) {
        try {
            return Optional.of(version(name, number));
        } catch (PromptException | NotFoundException e) {
            return Optional.empty();
        }
    }

    private LabelBook book(String name) {
        String labels = texts.labels(name);
        if (labels.isEmpty()) {
            return LabelBook.EMPTY;
        }
        String place = texts.labelsPlace(name);
        return books.computeIfAbsent(name, n -> new LastGood<>(place, problems))
                .read(labels, text -> LabelsFile.read(place, text));
    }

    private LastGood<PromptVersion> known(String name, int number) {
        return versions.computeIfAbsent(
                new VersionKey(name, number), key -> new LastGood<>(texts.place(name, number), problems));
    }

    private PromptVersion parse(String name, int number, String text) {
        return VersionFile.read(
                name, number, Path.of(texts.place(name, number)), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses what could be written but not read. */
    private static String checked(String place, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Yaml.MAX_BYTES) {
            throw new PromptException(place + " would have " + bytes + " bytes, and no more than " + Yaml.MAX_BYTES
                    + " are read: shorten it");
        }
        if (text.indexOf('\0') >= 0) {
            throw new PromptException(
                    place + " would hold the character U+0000, which not every store keeps: take it out");
        }
        return text;
    }

    private List<Integer> existing(String name) {
        List<Integer> numbers = texts.numbers(PromptRef.checkName(name));
        if (numbers.isEmpty()) {
            throw PromptChecks.noPrompt(name, texts.names());
        }
        return numbers;
    }

    private static LockedException busy(String name) {
        return new LockedException("prompt '" + name + "' is changed by others all the time: try again");
    }
}
