package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.model.Usage;
import io.llmops.core.endpoint.Try;
import org.jspecify.annotations.Nullable;

/**
 * What a stream tells of itself to its record. All attempts are told one after the other, and ended before the end of the
 * call is told, by {@link #completed} or {@link #failed}, once.
 */
interface StreamBooking {

    /** Calls a model within the scope of the caller, as the operation that is going on. */
    void callModel(Runnable model);

    /** Calls the caller's handler within the scope of the caller. */
    void callBack(Runnable handler);

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
    ChatResponse completed(ChatResponse response);

    /** The call ends badly, or by a {@link java.util.concurrent.CancellationException} since the caller left. */
    void failed(Throwable error);
}
