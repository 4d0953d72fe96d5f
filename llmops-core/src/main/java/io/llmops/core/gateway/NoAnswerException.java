package io.llmops.core.gateway;

import dev.langchain4j.exception.RetriableException;
import io.llmops.core.endpoint.Endpoint;

/** A model that gave null in place of an answer: as if the connection had broken, another try may do better. */
final class NoAnswerException extends RetriableException {

    private static final long serialVersionUID = 1L;

    private NoAnswerException(String message) {
        super(message);
    }

    static NoAnswerException of(Endpoint endpoint) {
        return new NoAnswerException("endpoint '" + endpoint.name() + "' gave no answer: its model returned null");
    }
}
