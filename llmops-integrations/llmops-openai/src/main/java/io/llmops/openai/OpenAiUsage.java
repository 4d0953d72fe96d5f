package io.llmops.openai;

import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits what OpenAI reports, whose input includes cached tokens and whose output includes reasoning. */
final class OpenAiUsage {

    private OpenAiUsage() {}

    static Optional<Usage> read(TokenUsage reported) {
        if (!(reported instanceof OpenAiTokenUsage usage)
                || usage.inputTokenCount() == null
                || usage.outputTokenCount() == null) {
            return Optional.empty();
        }
        int input = usage.inputTokenCount();
        int output = usage.outputTokenCount();
        var inputDetails = usage.inputTokensDetails();
        var outputDetails = usage.outputTokensDetails();
        int cached = part(inputDetails == null ? null : inputDetails.cachedTokens(), input);
        int reasoning = part(outputDetails == null ? null : outputDetails.reasoningTokens(), output);
        return Optional.of(Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, input - cached)
                .tokens(TokenClass.CACHE_READ, cached)
                .tokens(TokenClass.OUTPUT, output - reasoning)
                .tokens(TokenClass.REASONING, reasoning)
                .build());
    }

    /** A part is never more than the whole: some compatible servers report nonsense here. */
    private static int part(@Nullable Integer part, int whole) {
        return part == null ? 0 : Math.min(Math.max(part, 0), whole);
    }
}
