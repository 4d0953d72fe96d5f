package io.llmops.gemini;

import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gemini counts thoughts beside the candidates' tokens, and cached content as a part of the prompt. What its total has
 * above the sum are the tokens of built-in tools, which are input; LangChain4j does not read them by name.
 */
final class GeminiUsage {

    private GeminiUsage() {}

    static Optional<Usage> read(GoogleAiGeminiTokenUsage usage) {
        if (usage.inputTokenCount() == null) {
            return Optional.empty();
        }
        int prompt = usage.inputTokenCount();
        int output = orZero(usage.outputTokenCount()); // left out where nothing was written
        int thoughts = orZero(usage.thoughtsTokenCount());
        if (prompt < 0 || output < 0 || thoughts < 0) {
            return Optional.of(Usage.unknown());
        }
        int tools = Math.max(0, orZero(usage.totalTokenCount()) - prompt - output - thoughts);
        int cached = Math.max(0, Math.min(orZero(usage.cachedContentTokenCount()), prompt));
        return Optional.of(Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, prompt - cached + tools)
                .tokens(TokenClass.CACHE_READ, cached)
                .tokens(TokenClass.OUTPUT, output)
                .tokens(TokenClass.REASONING, thoughts)
                .build());
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
