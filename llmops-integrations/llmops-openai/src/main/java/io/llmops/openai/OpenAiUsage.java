package io.llmops.openai;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits what compatible endpoints report, whose input includes what was read from and written to the prompt cache, and
 * whose output includes reasoning, unless their total tells that it stands beside it. LangChain4j reads OpenAI's {@code cached_tokens} and {@code reasoning_tokens}; what it
 * has no place for is read from the answer itself: {@code cache_write_tokens} of OpenAI and OpenRouter, and the names
 * that DeepSeek ({@code prompt_cache_hit_tokens}) and Mistral ({@code num_cached_tokens}) have for cached input.
 */
final class OpenAiUsage {

    private static final Pattern WRITTEN = Pattern.compile("\"cache_write_tokens\"\\s*:\\s*(\\d{1,9})");
    private static final Pattern READ =
            Pattern.compile("\"(?:prompt_cache_hit_tokens|num_cached_tokens)\"\\s*:\\s*(\\d{1,9})");

    private OpenAiUsage() {}

    static Optional<Usage> read(OpenAiTokenUsage usage) {
        return split(usage, 0, 0);
    }

    static Optional<Usage> read(OpenAiChatResponseMetadata answer) {
        OpenAiTokenUsage usage = answer.tokenUsage();
        if (usage == null) {
            return Optional.empty();
        }
        String raw = raw(answer);
        int at = Math.max(0, raw.lastIndexOf("\"usage\""));
        return split(usage, find(READ, raw, at), find(WRITTEN, raw, at));
    }

    /** The part of the answer that usage stands in: of a stream, the last event that has it. */
    private static String raw(OpenAiChatResponseMetadata answer) {
        if (answer.rawServerSentEvents() != null) {
            for (int i = answer.rawServerSentEvents().size() - 1; i >= 0; i--) {
                ServerSentEvent event = answer.rawServerSentEvents().get(i);
                if (event.data().contains("prompt_tokens")) {
                    return event.data();
                }
            }
        }
        return answer.rawHttpResponse() == null || answer.rawHttpResponse().bodyBytes() == null
                ? ""
                : answer.rawHttpResponse().body();
    }

    private static int find(Pattern pattern, String raw, int from) {
        Matcher matcher = pattern.matcher(raw);
        return matcher.find(from) ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static Optional<Usage> split(OpenAiTokenUsage usage, int alsoRead, int alsoWritten) {
        if (usage.inputTokenCount() == null || usage.outputTokenCount() == null) {
            return Optional.empty();
        }
        int input = usage.inputTokenCount();
        int output = usage.outputTokenCount();
        if (input < 0 || output < 0) {
            return Optional.of(Usage.unknown());
        }
        var inputDetails = usage.inputTokensDetails();
        var outputDetails = usage.outputTokensDetails();
        int read = part(inputDetails == null ? null : inputDetails.cachedTokens(), alsoRead, input);
        int written = part(null, alsoWritten, input - read);
        int beside = beside(usage, input, output);
        int reasoning = part(outputDetails == null ? null : outputDetails.reasoningTokens(), 0, output);
        return Optional.of(Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, input - read - written)
                .tokens(TokenClass.CACHE_READ, read)
                .tokens(TokenClass.CACHE_WRITE, written)
                .tokens(TokenClass.OUTPUT, beside > 0 ? output : output - reasoning)
                .tokens(TokenClass.REASONING, beside > 0 ? beside : reasoning)
                .build());
    }

    /** What the total has above the sum: servers such as Gemini's and xAI's count reasoning beside the output, not in it. */
    private static int beside(OpenAiTokenUsage usage, int input, int output) {
        Integer total = usage.totalTokenCount();
        return total == null ? 0 : (int) Math.max(0, (long) total - input - output);
    }

    /** A part is never more than the whole: some compatible servers report nonsense here. */
    private static int part(@Nullable Integer named, int otherwise, int whole) {
        int part = named == null || named == 0 ? otherwise : named;
        return Math.min(Math.max(part, 0), whole);
    }
}
