package io.llmops.core.monitor;

import io.llmops.core.ledger.Share;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What became of the questions to a knowledge base in a span of time, as the ledger tells it. Immutable; made by {@link
 * KnowledgeMonitor}; {@link #toString()} is for people.
 */
public final class KnowledgeUsage {

    private final Span span;
    private final Share hits;
    private final Share empty;
    private final Relevance relevance;
    private final List<KnowledgeWeek> weeks;
    private final List<UnansweredQuestion> unanswered;
    private final Map<String, PassageFigures> documents;
    private final Map<String, PassageFigures> chunks;
    private final long wordMatches;
    private final FeedbackCounts feedback;
    private final long dropped;

    record Span(String knowledge, Instant from, Instant to) {}

    KnowledgeUsage(Span span, Questions questions, Uses uses, int unanswered, long dropped) {
        this.span = span;
        this.hits = questions.hits();
        this.empty = questions.empty();
        this.relevance = questions.relevance();
        this.weeks = questions.weeks();
        this.unanswered = questions.unanswered(unanswered);
        this.documents = uses.documents();
        this.chunks = uses.chunks();
        this.wordMatches = uses.wordMatches();
        this.feedback = uses.feedback();
        this.dropped = dropped;
    }

    /** The knowledge base's name. */
    public String knowledge() {
        return span.knowledge();
    }

    /** The start of the span, included. */
    public Instant from() {
        return span.from();
    }

    /** The end of the span, not included. */
    public Instant to() {
        return span.to();
    }

    /** Questions with at least one passage over the threshold, of the questions asked. */
    public Share hits() {
        return hits;
    }

    /** Questions for which no passage was found at all, not even below the threshold. */
    public Share empty() {
        return empty;
    }

    /** How the best passages were distributed. */
    public Relevance relevance() {
        return relevance;
    }

    /** The weeks that have questions, oldest first. */
    public List<KnowledgeWeek> weeks() {
        return weeks;
    }

    /**
     * Questions with nothing over the threshold, the most frequent first. Equal questions are known by the ledger's
     * fingerprints; without those each stands alone.
     */
    public List<UnansweredQuestion> unanswered() {
        return unanswered;
    }

    /** By document, sorted by id: those that were given to a model, or had a sensitive word; unmodifiable. */
    public Map<String, PassageFigures> documents() {
        return documents;
    }

    /** By chunk, sorted by id, likewise. */
    public Map<String, PassageFigures> chunks() {
        return chunks;
    }

    /** Sensitive words in passages and, at ingestion, in documents. */
    public long wordMatches() {
        return wordMatches;
    }

    /** What people said of the answers. */
    public FeedbackCounts feedback() {
        return feedback;
    }

    /** Records that the ledger has lost: where it is not 0, the sums may be too small by that many calls. */
    public long dropped() {
        return dropped;
    }

    /** A few aligned lines for people: parts that did not occur are left out. */
    @Override
    public String toString() {
        return UsageText.of(this);
    }
}
