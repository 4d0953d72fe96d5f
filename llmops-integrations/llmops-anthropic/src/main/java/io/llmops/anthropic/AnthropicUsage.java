package io.llmops.anthropic;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic counts what was read from and written to the prompt cache beside the input, not as a part of it. Its output
 * includes what the model thought, and LangChain4j does not read how much that was, so it counts as output.
 */
final class AnthropicUsage {

    private AnthropicUsage() {}

    static Optional<Usage> read(AnthropicTokenUsage usage) {
        if (usage.inputTokenCount() == null || usage.outputTokenCount() == null) {
            return Optional.empty();
        }
        int input = usage.inputTokenCount();
        int output = usage.outputTokenCount();
        int read = orZero(usage.cacheReadInputTokens());
        int written = orZero(usage.cacheCreationInputTokens());
        if (input < 0 || output < 0 || read < 0 || written < 0) {
            return Optional.of(Usage.unknown());
        }
        return Optional.of(Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, input)
                .tokens(TokenClass.CACHE_READ, read)
                .tokens(TokenClass.CACHE_WRITE, written)
                .tokens(TokenClass.OUTPUT, output)
                .build());
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
