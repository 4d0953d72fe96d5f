package io.llmops.core.gateway;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;

/**
 * An answer that the provider's content filter cut, taken for a failed attempt where the application says which endpoint
 * to turn to then. The attempt was paid for.
 */
final class FilteredAnswerException extends ContentFilteredException {

    private static final long serialVersionUID = 1L;

    private final transient ChatResponseMetadata answer;

    FilteredAnswerException(Endpoint endpoint, ChatResponse response) {
        super("endpoint '" + endpoint.name() + "' answered, but its content filter cut the answer");
        this.answer = response.metadata();
    }

    /** Whether an answer is to be taken so. */
    static boolean isFor(ChatResponse response, Route route) {
        return response.finishReason() == FinishReason.CONTENT_FILTER && route.turnsOnContentPolicy();
    }

    /** What the endpoint says of the answer, its usage among it. */
    ChatResponseMetadata answer() {
        return answer;
    }
}
