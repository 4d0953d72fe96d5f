package io.llmops.core.provider;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ChatModelProvider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens by class, from an answer in the form of any provider that is known, or replayed; empty for any other. Thread-safe. */
public final class UsageReader implements Function<ChatResponseMetadata, Optional<Usage>> {

    private static final Logger LOG = LoggerFactory.getLogger(UsageReader.class);

    private final ProviderRegistry providers;
    private final AtomicLong faults = new AtomicLong();

    /** A reader that asks these providers. */
    public UsageReader(ProviderRegistry providers) {
        this.providers = providers;
    }

    @Override
    public Optional<Usage> apply(ChatResponseMetadata answer) {
        if (answer.tokenUsage() instanceof ClassifiedTokenUsage known) {
            return Optional.of(known.usage());
        }
        for (ChatModelProvider provider : providers.all(ChatModelProvider.class)) {
            Optional<Usage> usage = usage(provider, answer);
            if (usage.isPresent()) {
                return usage;
            }
        }
        return Optional.empty();
    }

    /** A provider that cannot read an answer, be it its own or another one's, must not cost the caller that answer. */
    private Optional<Usage> usage(ChatModelProvider provider, ChatResponseMetadata answer) {
        try {
            return provider.usage(answer);
        } catch (RuntimeException | LinkageError e) {
            if (faults.getAndIncrement() == 0) {
                LOG.warn(
                        "Provider '{}' failed to read the usage of an answer, which is said once: {}",
                        provider.name(),
                        e.getClass().getName());
            }
            return Optional.empty();
        }
    }
}
