package io.llmops.openai;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import io.llmops.api.model.SeededParameters;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The limit of output tokens, which has two names: OpenAI's newer models refuse {@code max_tokens}, many compatible servers
 * do not know {@code max_completion_tokens}, and none wants both.
 */
final class OpenAiLimit {

    /** gpt-5 and later, and the o-series, also fine-tuned; with a vendor before the name it is another server's. */
    private static final Pattern NEWER = Pattern.compile("(?:ft:)?(?:(?:chat)?gpt-(?:[5-9]|\\d\\d)|o\\d)(?:[-.:].*)?");

    private OpenAiLimit() {}

    /** Whether a model knows the newer name only. */
    static boolean isNewer(@Nullable String model) {
        return model != null && NEWER.matcher(model).matches();
    }

    static Optional<Integer> of(ChatRequestParameters parameters) {
        return parameters instanceof OpenAiChatRequestParameters openAi
                ? Stream.of(
                                Optional.ofNullable(openAi.maxOutputTokens()),
                                Optional.ofNullable(openAi.maxCompletionTokens()))
                        .flatMap(Optional::stream)
                        .max(Integer::compare)
                : Optional.empty();
    }

    /**
     * A request's parameters with the limit under the name that the model's own parameters use, since a field that they set
     * can be changed and not taken away; else under the newer name if the request or its model says so.
     */
    static Optional<ChatRequestParameters> with(
            ChatRequestParameters defaults, ChatRequestParameters request, int limit) {
        if (!(defaults instanceof OpenAiChatRequestParameters own)) {
            return Optional.empty();
        }
        boolean older = own.maxOutputTokens() != null;
        boolean newer = own.maxCompletionTokens() != null || (!older && wantsNewer(own, request));
        OpenAiChatRequestParameters.Builder limited = OpenAiChatRequestParameters.builder()
                .overrideWith(request)
                .maxOutputTokens(older || !newer ? limit : null)
                .maxCompletionTokens(newer ? limit : null);
        SeededParameters.seed(request).ifPresent(limited::seed);
        return Optional.of(limited.build());
    }

    private static boolean wantsNewer(OpenAiChatRequestParameters own, ChatRequestParameters request) {
        return (request instanceof OpenAiChatRequestParameters openAi && openAi.maxCompletionTokens() != null)
                || isNewer(request.modelName() == null ? own.modelName() : request.modelName());
    }
}
