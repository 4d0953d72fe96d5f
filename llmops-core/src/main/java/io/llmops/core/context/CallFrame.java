package io.llmops.core.context;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.GuardContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a scenario that is going on: what the gateway must know of it to write one whole record. Thread-safe. */
public interface CallFrame {

    /** The scenario. */
    String scenario();

    /** What the user asked, without the prompt around it. */
    String question();

    /** The id for the record of the first model call inside the frame; empty for the following ones. */
    Optional<String> claimId();

    /** The prompt version, {@code name@number}, if there is one. */
    Optional<String> promptVersion();

    /** A text in the messages that is new for every request and means nothing to the answer; empty by default. */
    default Optional<String> mark() {
        return Optional.empty();
    }

    /** What guards remember of the call, from its question to its answer; empty by default. */
    default Optional<GuardContext> guardContext() {
        return Optional.empty();
    }

    /** Words found in question and passages, before the model is called. */
    List<WordMatch> wordMatches();

    /** What the model's text came to: whether it answered, and which passages it cited. */
    Closing close(String text);

    /** Told the record of the call that {@link #claimId()} was given to. */
    void recorded(CallRecord record);

    /**
     * How a scenario's call ended.
     *
     * @param outcome the outcome that is booked
     * @param knowledge what was asked of the knowledge base, or null
     */
    record Closing(Outcome outcome, @Nullable KnowledgeUse knowledge) {}
}
