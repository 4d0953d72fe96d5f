package io.llmops.core.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.spi.ChatModelProvider;
import java.util.Objects;
import java.util.Optional;

/** Reads and writes how long an answer may be, in the fields that each provider has for it. Thread-safe. */
public final class OutputLimits {

    private final ProviderRegistry providers;

    /** Limits as these providers know them. */
    public OutputLimits(ProviderRegistry providers) {
        this.providers = providers;
    }

    /** The most output tokens that parameters ask for, if they name any limit. */
    public Optional<Integer> of(ChatRequestParameters parameters) {
        return providers
                .first(ChatModelProvider.class, provider -> provider.outputLimit(parameters))
                .or(() -> Optional.ofNullable(parameters.maxOutputTokens()));
    }

    /**
     * A request's parameters with that limit, as a model takes it.
     *
     * @param defaults the model's own parameters
     */
    public ChatRequestParameters with(ChatRequestParameters defaults, ChatRequestParameters request, int limit) {
        return providers
                .first(ChatModelProvider.class, provider -> provider.withOutputLimit(defaults, request, limit))
                .orElseGet(() -> Objects.equals(request.maxOutputTokens(), limit)
                        ? request
                        : request.overrideWith(ChatRequestParameters.builder()
                                .maxOutputTokens(limit)
                                .build()));
    }
}
