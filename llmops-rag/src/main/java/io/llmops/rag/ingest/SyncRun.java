package io.llmops.rag.ingest;

import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.Connector;
import io.llmops.api.connect.SourceDocument;
import io.llmops.rag.index.ChunkIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One sync: list the sources, take in what has changed, take out what is gone, try again what a source will not tell of
 * again, and read what has changed in those that tell of changes. Used by one thread, once.
 */
final class SyncRun {

    private final Ingestion ingestion;
    private final ChunkIndex index;
    private final SourceMemory memory;
    private final Clock clock;
    private final SyncTally tally = new SyncTally();
    private final SyncMeter meter;
    private final DeadLetters letters;
    private final Intake intake;
    private final Map<String, String> known;
    private final Set<String> listed = new LinkedHashSet<>();
    private final List<SourceDocument> changed = new ArrayList<>();

    SyncRun(Ingestion ingestion, Consumer<? super SyncProgress> progress) {
        this.ingestion = ingestion;
        this.index = ingestion.index;
        this.memory = new SourceMemory(ingestion);
        this.clock = ingestion.host.clock();
        this.meter = new SyncMeter(tally, clock, progress);
        this.letters = new DeadLetters(index, clock);
        this.known = index.documents();
        this.intake =
                new Intake(ingestion, letters, tally, meter, id -> Optional.ofNullable(known.get(id)), this::remember);
    }

    /** @param changes sources that tell of changes, and that nobody else reads now */
    SyncReport sync(List<ChangeConnector> changes) {
        return run(() -> {
            if (!ingestion.sources.isEmpty()) {
                takeInWhole(clock.instant());
            }
            retryTold();
            if (!changes.isEmpty()) {
                meter.endless();
                changes.forEach(source -> new ChangeReader(source, index, intake).readAll());
            }
        });
    }

    /** Tries again what failed, and nothing else. */
    SyncReport retry() {
        return run(() -> {
            Set<String> failed = Set.copyOf(letters.listed());
            if (!failed.isEmpty() && !ingestion.sources.isEmpty()) {
                list(document -> failed.contains(document.id()));
                changed.forEach(document -> intake.take(document, null));
                letters.discardAll(unlisted(failed));
            }
            retryTold();
        });
    }

    private SyncReport run(Runnable work) {
        Instant start = clock.instant();
        try {
            work.run();
            intake.commit();
        } catch (RuntimeException | Error e) {
            intake.rollback(e);
            throw e;
        }
        meter.tell(null);
        return new SyncReport(tally, Duration.between(start, clock.instant()));
    }

    private void takeInWhole(Instant start) {
        list(document -> true);
        List<String> gone = gone();
        memory.check(gone);
        changed.forEach(document -> intake.take(document, null));
        intake.flush();
        if (!allFailed()) {
            gone.forEach(intake::remove);
            forgetFormerSources();
            letters.discardAll(unlisted(letters.listed()));
            index.checked(start);
        }
    }

    private void list(Predicate<SourceDocument> wanted) {
        int[] total = {0};
        for (Connector source : ingestion.sources) {
            source.read(document -> {
                intake.checkGoingOn();
                if (wanted.test(document)) {
                    total[0]++;
                    visit(document);
                }
                meter.listing();
            });
        }
        meter.listed(total[0], changed.size());
    }

    private void visit(SourceDocument document) {
        String id = document.id();
        if (!listed.add(id)) {
            tally.failed.add(new SyncFailure(
                    id,
                    SyncFailure.DUPLICATE_ID,
                    "another document of the source has this id; only the first is taken"));
        } else if (intake.has(document)) {
            intake.unchanged(id);
        } else {
            changed.add(document);
        }
    }

    /** What is kept of documents that failed, of sources that will not tell of them again. */
    private void retryTold() {
        for (String id : letters.told()) {
            letters.kept(id).ifPresent(document -> intake.take(document, DeadLetters.origin(document)));
        }
    }

    /** A source of which nothing can be read is more likely broken than changed, so that nothing is taken for removed. */
    private boolean allFailed() {
        return !listed.isEmpty() && tally.done() == tally.failed.size();
    }

    /** Documents that no source has any more. Those that tell changes say so themselves, as long as they are asked. */
    private List<String> gone() {
        Set<String> told = descriptions();
        Map<String, String> origins = index.origins();
        return known.keySet().stream()
                .filter(id -> !listed.contains(id) && !told.contains(origins.getOrDefault(id, "")))
                .toList();
    }

    /** A source that comes back is read from its beginning, because its documents were taken out. */
    private void forgetFormerSources() {
        Set<String> told = descriptions();
        Set.copyOf(index.origins().values()).stream()
                .filter(origin -> !told.contains(origin))
                .forEach(origin -> index.position(origin, null));
    }

    private Set<String> descriptions() {
        return ingestion.changes.stream().map(ChangeConnector::description).collect(Collectors.toSet());
    }

    private List<String> unlisted(Iterable<String> ids) {
        List<String> unlisted = new ArrayList<>();
        ids.forEach(id -> {
            if (!listed.contains(id)) {
                unlisted.add(id);
            }
        });
        return unlisted;
    }

    private void remember() {
        if (!allFailed()) {
            memory.remember();
        }
    }
}
