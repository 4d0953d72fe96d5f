package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what a provider reports into tokens by class. */
final class TokenUsages {

    private TokenUsages() {}

    /** The provider's own reading, else input as fresh and output as visible; unknown where either is missing, or negative. */
    static Usage read(ChatResponseMetadata answer, Function<ChatResponseMetadata, Optional<Usage>> reader) {
        TokenUsage reported = answer.tokenUsage();
        if (reported == null) {
            return Usage.unknown();
        }
        return reader.apply(answer).orElseGet(() -> plain(reported));
    }

    private static Usage plain(TokenUsage reported) {
        Integer input = reported.inputTokenCount();
        Integer output = reported.outputTokenCount();
        if ((input == null && output == null) || isNegative(input) || isNegative(output)) {
            return Usage.unknown();
        }
        return Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, input == null ? 0 : input)
                .tokens(TokenClass.OUTPUT, output == null ? 0 : output)
                .quality(input == null || output == null ? Usage.Quality.UNKNOWN : Usage.Quality.MEASURED)
                .build();
    }

    private static boolean isNegative(@Nullable Integer count) {
        return count != null && count < 0;
    }
}
