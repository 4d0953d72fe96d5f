package io.llmops.core.provider;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ChatModelProvider;
import java.util.Optional;
import java.util.function.Function;

/** Tokens by class, from an answer in the form of any provider that is known, or replayed; empty for any other. Thread-safe. */
public final class UsageReader implements Function<ChatResponseMetadata, Optional<Usage>> {

    private final ProviderRegistry providers;

    /** A reader that asks these providers. */
    public UsageReader(ProviderRegistry providers) {
        this.providers = providers;
    }

    @Override
    public Optional<Usage> apply(ChatResponseMetadata answer) {
        if (answer.tokenUsage() instanceof ClassifiedTokenUsage known) {
            return Optional.of(known.usage());
        }
        return providers.first(ChatModelProvider.class, provider -> provider.usage(answer));
    }
}
