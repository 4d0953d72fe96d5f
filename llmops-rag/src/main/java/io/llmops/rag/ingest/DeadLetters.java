package io.llmops.rag.ingest;

import io.llmops.api.connect.SourceDocument;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.StoredFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documents that could not be taken in, as they stand in the index. Used by one thread. */
final class DeadLetters {

    /** A document of a source that tells changes is kept with its failure if it is no longer than this (8 MiB). */
    static final int MAX_KEPT_BYTES = 8 << 20;

    private static final String CODE = "code";
    private static final String REASON = "reason";
    private static final String ORIGIN = "origin";
    private static final String ATTEMPTS = "attempts";
    private static final String FIRST = "first";
    private static final String LAST = "last";

    private final ChunkIndex index;
    private final Clock clock;
    private final Map<String, StoredFailure> letters;

    DeadLetters(ChunkIndex index, Clock clock) {
        this.index = index;
        this.clock = clock;
        this.letters = index.failures();
    }

    /** All of the last commit, by id in order. */
    static List<DeadLetter> of(ChunkIndex index) {
        return index.failures().values().stream().map(DeadLetters::letter).toList();
    }

    /** Ids of those whose source is listed whole. */
    List<String> listed() {
        return letters.values().stream()
                .filter(letter -> !letter.facts().containsKey(ORIGIN))
                .map(StoredFailure::document)
                .toList();
    }

    /** Ids of those whose source tells changes only. */
    List<String> told() {
        return letters.values().stream()
                .filter(letter -> letter.facts().containsKey(ORIGIN))
                .map(StoredFailure::document)
                .toList();
    }

    /** The document as it was when it failed; empty if it is not kept. */
    Optional<KeptDocument> kept(String id) {
        return index.failure(id).flatMap(KeptDocument::of);
    }

    static String origin(KeptDocument document) {
        return document.facts().getOrDefault(ORIGIN, "");
    }

    /** @param origin of a source that tells changes, which will not tell of the document again */
    void add(SyncFailure failure, SourceDocument document, @Nullable String origin) {
        Map<String, String> facts = new HashMap<>();
        byte[] content = null;
        if (origin != null) {
            facts.put(ORIGIN, origin);
            if (!failure.code().equals(SyncFailure.REFUSED_WORDS)) {
                content = content(document);
                facts.putAll(KeptDocument.facts(document));
            }
        }
        StoredFailure former = letters.get(failure.document());
        Instant now = clock.instant();
        facts.put(CODE, failure.code());
        facts.put(REASON, failure.reason());
        facts.put(FIRST, former == null ? now.toString() : fact(former, FIRST));
        facts.put(LAST, now.toString());
        facts.put(ATTEMPTS, Integer.toString(former == null ? 1 : Integer.parseInt(fact(former, ATTEMPTS)) + 1));
        index.fail(new StoredFailure(failure.document(), facts, content));
        letters.put(failure.document(), new StoredFailure(failure.document(), facts, null));
    }

    /** The document is in the index now, or no longer in its source. */
    void discard(String id) {
        if (letters.remove(id) != null) {
            index.forgive(id);
        }
    }

    void discardAll(List<String> ids) {
        new ArrayList<>(ids).forEach(this::discard);
    }

    private static byte @Nullable [] content(SourceDocument document) {
        try (InputStream in = document.open()) {
            byte[] bytes = in.readNBytes(MAX_KEPT_BYTES + 1);
            return bytes.length > MAX_KEPT_BYTES ? null : bytes;
        } catch (IOException e) {
            return null;
        }
    }

    private static DeadLetter letter(StoredFailure stored) {
        return new DeadLetter(
                new SyncFailure(stored.document(), fact(stored, CODE), fact(stored, REASON)),
                stored.facts().get(ORIGIN),
                Integer.parseInt(fact(stored, ATTEMPTS)),
                Instant.parse(fact(stored, FIRST)),
                Instant.parse(fact(stored, LAST)));
    }

    private static String fact(StoredFailure stored, String name) {
        return stored.facts().getOrDefault(name, "");
    }
}
