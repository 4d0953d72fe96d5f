package io.llmops.http;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.model.SeededParameters;
import java.util.OptionalInt;

/** Turns a seed that comes with a request into a provider's own parameter. */
@FunctionalInterface
public interface Seeding {

    /** For providers that take no seed with a request. */
    Seeding NONE = (parameters, seed) -> parameters;

    /** The provider's parameters with what the given ones say, and the seed. */
    ChatRequestParameters seeded(ChatRequestParameters parameters, int seed);

    /** The request as the provider's model takes it. */
    default ChatRequest apply(ChatRequest request) {
        OptionalInt seed = SeededParameters.seed(request.parameters());
        return seed.isEmpty()
                ? request
                : request.toBuilder()
                        .parameters(seeded(request.parameters(), seed.getAsInt()))
                        .build();
    }
}
