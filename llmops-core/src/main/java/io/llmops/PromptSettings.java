package io.llmops;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.spi.PromptStoreProvider;
import io.llmops.core.prompt.InMemoryPromptRegistry;
import io.llmops.core.prompt.StoredPromptRegistry;
import io.llmops.core.provider.ProviderRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What a builder was told about prompts. Not thread-safe. */
final class PromptSettings {

    @Nullable PromptRegistry registry;

    @Nullable String url;

    /** Where prompts are kept. */
    PromptRegistry open(ProviderRegistry providers, Clock clock, OwnedResources owned) {
        if (registry != null && url != null) {
            throw new ConfigurationException("give prompts(...) one place, not two");
        }
        if (registry != null) {
            return registry;
        }
        String place = url;
        if (place == null) {
            return new InMemoryPromptRegistry(clock);
        }
        StoredPromptRegistry opened = StoredPromptRegistry.open(
                providers.all(PromptStoreProvider.class).stream()
                        .filter(p -> p.accepts(place))
                        .findFirst()
                        .orElseThrow(() -> new ConfigurationException(
                                "prompts: nothing on the class path keeps prompts in this store; check its URL, and add the"
                                        + " artifact io.llmops:llmops-jdbc and the database's driver"))
                        .promptStore(place),
                clock);
        owned.add(opened);
        return opened;
    }
}
