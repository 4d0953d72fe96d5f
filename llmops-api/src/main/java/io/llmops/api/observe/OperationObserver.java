package io.llmops.api.observe;

/**
 * Is told of each operation as it begins and ends; for tracing and metrics, not for control: what it throws is swallowed,
 * logged once and counted, and never reaches the caller. It is called on the threads of the application, so that it must
 * neither block nor work long. Implementations are thread-safe.
 */
@FunctionalInterface
public interface OperationObserver {

    /** An operation begins; the result is told of its end. {@link Observation#NONE} if it is of no interest. */
    Observation began(Operation operation);
}
