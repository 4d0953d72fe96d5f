package io.llmops.api.knowledge;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a scenario answered, with what it rests on. Immutable. */
public final class Answer {

    private final String callId;
    private final String text;
    private final Outcome outcome;
    private final List<Citation> citations;
    private final List<Passage> passages;
    private final List<Integer> unresolved;
    private final Groundedness groundedness;
    private final Usage usage;
    private final @Nullable Money cost;

    private Answer(Builder b) {
        this.callId = b.callId;
        this.text = b.text;
        this.outcome = b.outcome;
        this.citations = List.copyOf(b.citations);
        this.passages = List.copyOf(b.passages);
        this.unresolved = List.copyOf(b.unresolved);
        this.groundedness = b.groundedness;
        this.usage = b.usage;
        this.cost = b.cost;
    }

    /**
     * A builder.
     *
     * @param callId id of the ledger's record
     * @param outcome how the call ended
     * @param text the answer, or the honest refusal
     */
    public static Builder builder(String callId, Outcome outcome, String text) {
        return new Builder(callId, outcome, text);
    }

    /** Id of the ledger's record of this call. */
    public String callId() {
        return callId;
    }

    /** The answer for people; a plain refusal where {@link #answered()} is false. */
    public String text() {
        return text;
    }

    /** How the call ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether there is an answer, rather than a refusal. */
    public boolean answered() {
        return outcome.isAnswer();
    }

    /** References in the text that resolve to a passage the model was given, by number. */
    public List<Citation> citations() {
        return citations;
    }

    /** The passages that the model was given, best first: reference {@code [1]} is the first. */
    public List<Passage> passages() {
        return passages;
    }

    /** References in the text that resolve to nothing; they were taken out of {@link #text()}. */
    public List<Integer> unresolved() {
        return unresolved;
    }

    /** Whether the text is supported by the passages, and how that was judged. */
    public Groundedness groundedness() {
        return groundedness;
    }

    /** Tokens that the call took. */
    public Usage usage() {
        return usage;
    }

    /** What the call cost; empty where that is not known. */
    public Optional<Money> cost() {
        return Optional.ofNullable(cost);
    }

    /** The answer's text. */
    @Override
    public String toString() {
        return text;
    }

    /** Builds an {@link Answer}. Not thread-safe. */
    public static final class Builder {
        private final String callId;
        private final Outcome outcome;
        private final String text;
        private List<Citation> citations = List.of();
        private List<Passage> passages = List.of();
        private List<Integer> unresolved = List.of();
        private Groundedness groundedness = Groundedness.none();
        private Usage usage = Usage.none();
        private @Nullable Money cost;

        private Builder(String callId, Outcome outcome, String text) {
            this.callId = requireNonNull(callId, "callId");
            this.outcome = requireNonNull(outcome, "outcome");
            this.text = requireNonNull(text, "text");
        }

        /** References that resolve. */
        public Builder citations(List<Citation> citations) {
            this.citations = citations;
            return this;
        }

        /** The passages given to the model. */
        public Builder passages(List<Passage> passages) {
            this.passages = passages;
            return this;
        }

        /** References that resolve to nothing. */
        public Builder unresolved(List<Integer> unresolved) {
            this.unresolved = unresolved;
            return this;
        }

        /** Whether the text is supported; not judged by default. */
        public Builder groundedness(Groundedness groundedness) {
            this.groundedness = requireNonNull(groundedness, "groundedness");
            return this;
        }

        /** Tokens; none by default. */
        public Builder usage(Usage usage) {
            this.usage = requireNonNull(usage, "usage");
            return this;
        }

        /** Cost, or null where it is not known. */
        public Builder cost(@Nullable Money cost) {
            this.cost = cost;
            return this;
        }

        /** The answer. */
        public Answer build() {
            return new Answer(this);
        }
    }
}
