package io.llmops.rag.ingest;

import static java.util.Objects.requireNonNull;

import io.llmops.rag.index.ChunkIndex;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document that could not be taken in, kept in the index until it can, or until its source no longer has it.
 *
 * @param failure what is wrong with it, as of the last attempt
 * @param origin the source that told of it, where that is one that tells changes only; null for one that is listed whole
 * @param attempts how often it was tried, at least once
 * @param first when it failed for the first time
 * @param last when it failed for the last time
 */
public record DeadLetter(SyncFailure failure, @Nullable String origin, int attempts, Instant first, Instant last) {

    /** Requires what must be there. */
    public DeadLetter {
        requireNonNull(failure, "failure");
        requireNonNull(first, "first");
        requireNonNull(last, "last");
    }

    /** Those in the last commit of an index, by document in order. */
    public static List<DeadLetter> of(ChunkIndex index) {
        return DeadLetters.of(index);
    }

    /** The document's id. */
    public String document() {
        return failure.document();
    }
}
