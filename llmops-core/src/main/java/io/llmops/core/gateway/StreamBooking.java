package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.model.Usage;
import io.llmops.core.endpoint.Try;
import org.jspecify.annotations.Nullable;

/**
 * What a stream tells of itself to its record. All attempts are told one after the other, and ended before the end of the
 * call is told, by one of {@link #completed}, {@link #failed} and {@link #cancelled}, once.
 */
interface StreamBooking {

    /** Runs a callback, or the call of a model, within the scope of the caller. */
    void within(Runnable work);

    /** An attempt is about to be made; what this throws ends the call. */
    void begins(Try attempt);

    /** A piece of the answer came. */
    void chunk();

    /**
     * An attempt has ended.
     *
     * @param error null if it answered
     * @param received what it used as far as it can be told; null where it answered or its endpoint said no
     */
    void ended(Try attempt, @Nullable Throwable error, @Nullable Usage received);

    /**
     * The call ends well, unless a guard refuses its answer.
     *
     * @return the answer as the caller may see it
     * @throws RuntimeException the guard's refusal; the call is booked as refused
     */
    ChatResponse completed(Try attempt, ChatResponse response);

    /** The call ends badly. */
    void failed(Throwable error);

    /** The call was cancelled. */
    void cancelled();
}
