package io.llmops.api.observe;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link Operation} ended. It holds no text unless the scenario captures it into the record. Immutable.
 *
 * @param elapsed from its begin to its end
 * @param error a stable name of the failure, or null if it went well; for an agent, its stop reason unless it is done
 * @param record for a model call, its record of the ledger; otherwise null
 * @param response for a chat that was answered, what its provider said beside the text; otherwise null
 * @param chunks for a stream, in how many pieces its answer came; otherwise 0
 * @param knowledge for a retrieval, what it found; otherwise null
 */
public record Completion(
        Duration elapsed,
        @Nullable String error,
        @Nullable CallRecord record,
        @Nullable ChatResponseMetadata response,
        int chunks,
        @Nullable KnowledgeUse knowledge) {

    /** Checks the time. */
    public Completion {
        requireNonNull(elapsed, "elapsed");
    }

    /** The end of a tool or an agent's run. */
    public static Completion of(Duration elapsed, @Nullable String error) {
        return new Completion(elapsed, error, null, null, 0, null);
    }

    /** The end of a model call. */
    public static Completion of(CallRecord record, @Nullable ChatResponseMetadata response, int chunks) {
        return new Completion(record.latency(), record.error().orElse(null), record, response, chunks, null);
    }

    /** The end of a retrieval. */
    public static Completion of(Duration elapsed, @Nullable String error, @Nullable KnowledgeUse knowledge) {
        return new Completion(elapsed, error, null, null, 0, knowledge);
    }

    /** The failure's name, if it failed. */
    public Optional<String> failure() {
        return Optional.ofNullable(error);
    }
}
