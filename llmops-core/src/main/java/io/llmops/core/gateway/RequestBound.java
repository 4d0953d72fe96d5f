package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;

/** The most that a request can be before it is sent, as budgets reckon with it. */
public final class RequestBound {

    private RequestBound() {}

    /**
     * The most input tokens that a request can be: no tokenizer makes more tokens of a text than it has bytes in UTF-8, and
     * a few are added for the frame of each message. A real request is mostly a quarter of it.
     *
     * @param model the model, which decides what a picture takes
     */
    public static long inputTokens(ChatRequest request, String model) {
        return InputBound.of(request).applyAsLong(model);
    }
}
