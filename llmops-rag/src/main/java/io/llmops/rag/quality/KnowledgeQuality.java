package io.llmops.rag.quality;

import io.llmops.core.ledger.Share;
import io.llmops.core.monitor.KnowledgeUsage;
import io.llmops.rag.KnowledgeBase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How good a knowledge base was on a day. Immutable; made by {@link KnowledgeCheck}, kept as a file by date, compared with
 * an earlier one. {@link #toString()} is for people.
 *
 * @param knowledge the knowledge base's name
 * @param at when it was looked over
 * @param size how much it held
 * @param questions what it found for the set of questions
 * @param content what is wrong with what it holds
 * @param use what became of people's questions; null where that was not given
 */
public record KnowledgeQuality(
        String knowledge,
        Instant at,
        Size size,
        Questions questions,
        Content content,
        @Nullable Use use) {

    /**
     * How much it held.
     *
     * @param documents number of them
     * @param chunks number of them
     * @param quarantined documents that are kept from being found
     */
    public record Size(long documents, long chunks, long quarantined) {}

    /**
     * What it found.
     *
     * @param answered questions with a passage over the threshold, of all that were asked
     * @param hitAt by depth (1, 3, 5, 10): questions with a passage of a right document so high in the list, of those whose
     *     documents are known
     * @param missed texts of the questions without a right document at any depth
     * @param unmade passages to which the model made no question
     */
    public record Questions(Share answered, SortedMap<Integer, Share> hitAt, List<String> missed, long unmade) {

        /** Copies both. */
        public Questions {
            hitAt = Collections.unmodifiableSortedMap(new TreeMap<>(hitAt));
            missed = List.copyOf(missed);
        }
    }

    /**
     * What is wrong with what it holds.
     *
     * @param covered documents that at least one question of the set found, of all
     * @param uncovered ids of the others, sorted
     * @param duplicates ids of chunks with the same text but for white space, group by group, the largest first
     */
    public record Content(Share covered, List<String> uncovered, List<List<String>> duplicates) {

        /** Copies the lists. */
        public Content {
            uncovered = List.copyOf(uncovered);
            duplicates = duplicates.stream().map(List::copyOf).toList();
        }
    }

    /**
     * What became of people's questions.
     *
     * @param from start of the time, included
     * @param to end of the time, not included
     * @param hits questions with a passage over the threshold
     * @param dead ids of documents that no model was given in that time, sorted
     * @param words sensitive words by document, sorted
     * @param refusals calls that the provider's content filter refused, by document that was in the prompt, sorted
     * @param dropped records that the ledger has lost
     */
    public record Use(
            Instant from,
            Instant to,
            Share hits,
            List<String> dead,
            SortedMap<String, Long> words,
            SortedMap<String, Long> refusals,
            long dropped) {

        /** Copies all. */
        public Use {
            dead = List.copyOf(dead);
            words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
            refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
        }
    }

    /** The share of questions with a right document among the first {@code depth}: 1, 3, 5 or 10; empty for another. */
    public Optional<Share> hitAt(int depth) {
        return Optional.ofNullable(questions.hitAt().get(depth));
    }

    /** Documents that no model was given; empty where use was not given. */
    public List<String> dead() {
        return use == null ? List.of() : use.dead();
    }

    /**
     * Keeps it in a directory, which is made, as {@code NAME-DATE.json}; a second one of the same UTC day replaces the first.
     *
     * @return the file
     * @throws io.llmops.api.exception.StoreException if it cannot be written
     */
    public Path save(Path directory) {
        return QualityFiles.save(this, directory);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws io.llmops.api.exception.StoreException if it cannot be read or is something else
     */
    public static KnowledgeQuality load(Path file) {
        return QualityFiles.load(file);
    }

    /**
     * The latest that was saved for a knowledge base before that time.
     *
     * @throws io.llmops.api.exception.StoreException if it cannot be read
     */
    public static Optional<KnowledgeQuality> latest(Path directory, String knowledge, Instant before) {
        return QualityFiles.latest(directory, knowledge, before);
    }

    /** What has changed since an earlier one, for people: a line for each figure that differs. */
    public String since(KnowledgeQuality earlier) {
        return QualityText.change(earlier, this);
    }

    @Override
    public String toString() {
        return QualityText.of(this);
    }

    static KnowledgeQuality of(
            KnowledgeBase knowledge,
            Instant at,
            Holdings content,
            Asked asked,
            int unmade,
            @Nullable KnowledgeUsage usage) {
        Set<String> documents = content.documents();
        Set<String> uncovered = new TreeSet<>(documents);
        uncovered.removeAll(asked.found());
        return new KnowledgeQuality(
                knowledge.name(),
                at,
                new Size(
                        documents.size(),
                        content.chunks(),
                        knowledge.quarantined().size()),
                new Questions(asked.answered(), asked.hitAt(), asked.missed(), unmade),
                new Content(
                        new Share(documents.size() - uncovered.size(), documents.size()),
                        List.copyOf(uncovered),
                        content.duplicates()),
                usage == null ? null : use(documents, usage));
    }

    private static Use use(Set<String> documents, KnowledgeUsage usage) {
        Set<String> dead = new TreeSet<>(documents);
        SortedMap<String, Long> words = new TreeMap<>();
        SortedMap<String, Long> refusals = new TreeMap<>();
        usage.documents().forEach((id, figures) -> {
            if (figures.passages() > 0) {
                dead.remove(id);
            }
            put(words, id, figures.words());
            put(refusals, id, figures.refusals());
        });
        return new Use(usage.from(), usage.to(), usage.hits(), List.copyOf(dead), words, refusals, usage.dropped());
    }

    private static void put(SortedMap<String, Long> counts, String id, long count) {
        if (count > 0) {
            counts.put(id, count);
        }
    }
}
