package io.llmops.api.ledger;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One logical call, as the ledger keeps it: who asked, in which scenario, which prompt version and model, what it was
 * given, what it cost and how it ended. Refused and cached calls have a record too; retries and fallbacks are attempts
 * inside one record. It holds no prompt and no answer text, unless the scenario asks for {@link #content()}. Immutable.
 */
public final class CallRecord {

    private final String id;
    private final Instant startedAt;
    private final CallKind kind;
    private final String scenario;
    private final CallContext context;
    private final @Nullable String promptVersion;
    private final @Nullable String modelAsked;
    private final @Nullable String modelAnswered;
    private final List<Attempt> attempts;
    private final @Nullable KnowledgeUse knowledge;
    private final List<String> tools;
    private final List<WordMatch> wordMatches;
    private final Usage usage;
    private final @Nullable Money cost;
    private final Duration latency;
    private final @Nullable Duration timeToFirstToken;
    private final Outcome outcome;
    private final @Nullable String error;
    private final @Nullable ErrorClass errorClass;
    private final @Nullable FinishReason finishReason;
    private final boolean degraded;
    private final boolean fellBack;
    private final @Nullable String questionFingerprint;
    private final @Nullable String answerFingerprint;
    private final @Nullable CapturedContent content;

    private CallRecord(Builder b) {
        this.id = b.id;
        this.startedAt = b.startedAt;
        this.kind = b.kind;
        this.scenario = b.scenario;
        this.context = b.context;
        this.promptVersion = b.promptVersion;
        this.modelAsked = b.modelAsked;
        this.modelAnswered = b.modelAnswered;
        this.attempts = List.copyOf(b.attempts);
        this.knowledge = b.knowledge;
        this.tools = List.copyOf(b.tools);
        this.wordMatches = List.copyOf(b.wordMatches);
        this.usage = b.usage;
        this.cost = b.cost;
        this.latency = b.latency;
        this.timeToFirstToken = b.timeToFirstToken;
        this.outcome = b.outcome;
        this.error = b.error;
        this.errorClass = b.errorClass;
        this.finishReason = b.finishReason;
        this.degraded = b.degraded;
        this.fellBack = b.fellBack || attempts.stream().anyMatch(a -> a.kind() == Attempt.Kind.FALLBACK);
        this.questionFingerprint = b.questionFingerprint;
        this.answerFingerprint = b.answerFingerprint;
        this.content = b.content;
    }

    /**
     * Starts a record.
     *
     * @param id unique in the ledger
     * @param startedAt when the logical call began
     * @param kind what kind of call it was
     * @param scenario the scenario that it is booked under; not blank
     * @throws IllegalArgumentException if {@code id} or {@code scenario} is blank
     */
    public static Builder builder(String id, Instant startedAt, CallKind kind, String scenario) {
        return new Builder(id, startedAt, kind, scenario);
    }

    /** Unique in the ledger. */
    public String id() {
        return id;
    }

    /** When the logical call began. */
    public Instant startedAt() {
        return startedAt;
    }

    /** What kind of call it was. */
    public CallKind kind() {
        return kind;
    }

    /** The scenario that it is booked under. */
    public String scenario() {
        return scenario;
    }

    /** On whose behalf it was made. */
    public CallContext context() {
        return context;
    }

    /** The prompt version, written {@code name@number}, if the scenario has one. */
    public Optional<String> promptVersion() {
        return Optional.ofNullable(promptVersion);
    }

    /** The model that was asked for. */
    public Optional<String> modelAsked() {
        return Optional.ofNullable(modelAsked);
    }

    /** The model that answered, as the provider names it. */
    public Optional<String> modelAnswered() {
        return Optional.ofNullable(modelAnswered);
    }

    /** Every try, in order; empty where no model was called. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** What was asked of a knowledge base, if one was. */
    public Optional<KnowledgeUse> knowledge() {
        return Optional.ofNullable(knowledge);
    }

    /** Names of the tools that the model asked for, in order, repeats included. */
    public List<String> tools() {
        return tools;
    }

    /** Sensitive words found in input, passages and output. */
    public List<WordMatch> wordMatches() {
        return wordMatches;
    }

    /** Tokens over all attempts. */
    public Usage usage() {
        return usage;
    }

    /** Cost over all attempts; empty where the price or the usage is not known, which is not zero. */
    public Optional<Money> cost() {
        return Optional.ofNullable(cost);
    }

    /** From the caller's call to its return, or to a stream's end. */
    public Duration latency() {
        return latency;
    }

    /** For a stream, from the call to its first token. */
    public Optional<Duration> timeToFirstToken() {
        return Optional.ofNullable(timeToFirstToken);
    }

    /** How it ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** A stable name of the failure, if it failed or was refused; never a message. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /**
     * The kind of failure, if it failed or was refused. An answer that the provider's content filter cut has
     * {@link ErrorClass#CONTENT_FILTER} too, though its outcome may be {@link Outcome#OK}.
     */
    public Optional<ErrorClass> errorClass() {
        return Optional.ofNullable(errorClass);
    }

    /** Why the model stopped, if it said so. */
    public Optional<FinishReason> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    /** Whether a cheaper model was asked than the scenario's own, to stay within a budget. */
    public boolean degraded() {
        return degraded;
    }

    /** Whether an endpoint failed and another one was tried. */
    public boolean fellBack() {
        return fellBack;
    }

    /** A keyed hash of the normalised question, by which the same question is known again; it gives no text away. */
    public Optional<String> questionFingerprint() {
        return Optional.ofNullable(questionFingerprint);
    }

    /** A keyed hash of the normalised answer. */
    public Optional<String> answerFingerprint() {
        return Optional.ofNullable(answerFingerprint);
    }

    /** What was said, if the scenario asks to keep it. */
    public Optional<CapturedContent> content() {
        return Optional.ofNullable(content);
    }

    /** A builder that starts with everything that this record has. */
    public Builder toBuilder() {
        Builder b = new Builder(id, startedAt, kind, scenario);
        b.context = context;
        b.promptVersion = promptVersion;
        b.modelAsked = modelAsked;
        b.modelAnswered = modelAnswered;
        b.attempts = attempts;
        b.knowledge = knowledge;
        b.tools = tools;
        b.wordMatches = wordMatches;
        b.usage = usage;
        b.cost = cost;
        b.latency = latency;
        b.timeToFirstToken = timeToFirstToken;
        b.outcome = outcome;
        b.error = error;
        b.errorClass = errorClass;
        b.finishReason = finishReason;
        b.degraded = degraded;
        b.fellBack = fellBack;
        b.questionFingerprint = questionFingerprint;
        b.answerFingerprint = answerFingerprint;
        b.content = content;
        return b;
    }

    /** Identity and outcome, for logs. */
    @Override
    public String toString() {
        return "CallRecord[" + id + ", " + kind + ", " + scenario + ", " + outcome + "]";
    }

    /** Builds a {@link CallRecord}. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final Instant startedAt;
        private final CallKind kind;
        private final String scenario;
        private CallContext context = CallContext.empty();
        private @Nullable String promptVersion;
        private @Nullable String modelAsked;
        private @Nullable String modelAnswered;
        private List<Attempt> attempts = List.of();
        private @Nullable KnowledgeUse knowledge;
        private List<String> tools = List.of();
        private List<WordMatch> wordMatches = List.of();
        private Usage usage = Usage.none();
        private @Nullable Money cost;
        private Duration latency = Duration.ZERO;
        private @Nullable Duration timeToFirstToken;
        private Outcome outcome = Outcome.OK;
        private @Nullable String error;
        private @Nullable ErrorClass errorClass;
        private @Nullable FinishReason finishReason;
        private boolean degraded;
        private boolean fellBack;
        private @Nullable String questionFingerprint;
        private @Nullable String answerFingerprint;
        private @Nullable CapturedContent content;

        private Builder(String id, Instant startedAt, CallKind kind, String scenario) {
            if (id.isBlank() || scenario.isBlank()) {
                throw new IllegalArgumentException("id and scenario must not be blank");
            }
            this.id = id;
            this.startedAt = requireNonNull(startedAt, "startedAt");
            this.kind = requireNonNull(kind, "kind");
            this.scenario = scenario;
        }

        /** On whose behalf; {@link CallContext#empty()} by default. */
        public Builder context(CallContext context) {
            this.context = requireNonNull(context, "context");
            return this;
        }

        /** The prompt version, {@code name@number}. */
        public Builder promptVersion(@Nullable String promptVersion) {
            this.promptVersion = promptVersion;
            return this;
        }

        /** The model asked for. */
        public Builder modelAsked(@Nullable String modelAsked) {
            this.modelAsked = modelAsked;
            return this;
        }

        /** The model that answered. */
        public Builder modelAnswered(@Nullable String modelAnswered) {
            this.modelAnswered = modelAnswered;
            return this;
        }

        /** Every try, in order. */
        public Builder attempts(List<Attempt> attempts) {
            this.attempts = attempts;
            return this;
        }

        /** What was asked of a knowledge base. */
        public Builder knowledge(@Nullable KnowledgeUse knowledge) {
            this.knowledge = knowledge;
            return this;
        }

        /** Names of the tools asked for. */
        public Builder tools(List<String> tools) {
            this.tools = tools;
            return this;
        }

        /** Sensitive words found. */
        public Builder wordMatches(List<WordMatch> wordMatches) {
            this.wordMatches = wordMatches;
            return this;
        }

        /** Tokens over all attempts; {@link Usage#none()} by default. */
        public Builder usage(Usage usage) {
            this.usage = requireNonNull(usage, "usage");
            return this;
        }

        /** Cost over all attempts, or null where it is not known. */
        public Builder cost(@Nullable Money cost) {
            this.cost = cost;
            return this;
        }

        /** The caller's latency; zero by default. */
        public Builder latency(Duration latency) {
            this.latency = requireNonNull(latency, "latency");
            return this;
        }

        /** For a stream, the time to its first token. */
        public Builder timeToFirstToken(@Nullable Duration timeToFirstToken) {
            this.timeToFirstToken = timeToFirstToken;
            return this;
        }

        /** How it ended; {@link Outcome#OK} by default. */
        public Builder outcome(Outcome outcome) {
            this.outcome = requireNonNull(outcome, "outcome");
            return this;
        }

        /** A stable name of the failure. */
        public Builder error(@Nullable String error) {
            this.error = error;
            return this;
        }

        /** The kind of failure. */
        public Builder errorClass(@Nullable ErrorClass errorClass) {
            this.errorClass = errorClass;
            return this;
        }

        /** Why the model stopped. */
        public Builder finishReason(@Nullable FinishReason finishReason) {
            this.finishReason = finishReason;
            return this;
        }

        /** Whether a cheaper model was asked to stay within a budget; false by default. */
        public Builder degraded(boolean degraded) {
            this.degraded = degraded;
            return this;
        }

        /** Whether another endpoint was tried, for a record whose attempts are left out; else its attempts tell. */
        public Builder fellBack(boolean fellBack) {
            this.fellBack = fellBack;
            return this;
        }

        /** Keyed hashes of the normalised question and answer, or null. */
        public Builder fingerprints(@Nullable String question, @Nullable String answer) {
            this.questionFingerprint = question;
            this.answerFingerprint = answer;
            return this;
        }

        /** What was said, or null to keep nothing of it. */
        public Builder content(@Nullable CapturedContent content) {
            this.content = content;
            return this;
        }

        /** The record. */
        public CallRecord build() {
            return new CallRecord(this);
        }
    }
}
