package io.llmops.api.spi;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.Usage;
import java.util.Optional;

/** Makes chat models of one provider. Nothing is contacted before a model's first call. */
public interface ChatModelProvider extends Provider {

    /**
     * A chat model. The provider's own retries are switched off: the gateway has the only retry loop.
     *
     * @throws io.llmops.api.exception.ConfigurationException if a setting, such as the API key, is missing; the message
     *     names it
     * @throws io.llmops.api.exception.NotFoundException if the provider knows its models and has none of that name
     */
    ChatModel chatModel(ModelSpec spec);

    /** The same model as a stream, if the provider streams; throws as {@link #chatModel(ModelSpec)} does. */
    default Optional<StreamingChatModel> streamingChatModel(ModelSpec spec) {
        return Optional.empty();
    }

    /**
     * Tokens by class, from what the provider's models report; empty if the report is not of this provider's kind. The
     * default knows none: llmops then takes input as fresh and output as visible.
     */
    default Optional<Usage> usage(TokenUsage reported) {
        return Optional.empty();
    }

    /**
     * Tokens by class, from all that an answer says of itself; empty as {@link #usage(TokenUsage)} is, which the default
     * asks. For providers whose {@code TokenUsage} has no place for some of what their endpoints report.
     */
    default Optional<Usage> usage(ChatResponseMetadata answer) {
        TokenUsage reported = answer.tokenUsage();
        return reported == null ? Optional.empty() : usage(reported);
    }

    /**
     * The most output tokens that parameters ask for, where those of this provider's kind have another field for it beside
     * {@code maxOutputTokens}; the larger if both are set. Empty for parameters of another kind and for those that set none:
     * llmops then reads {@code maxOutputTokens}. The default is empty.
     */
    default Optional<Integer> outputLimit(ChatRequestParameters parameters) {
        return Optional.empty();
    }

    /**
     * A request's parameters with its limit of output tokens in the one field that a model of this provider knows. Empty for
     * models of another provider: llmops then sets {@code maxOutputTokens}. The default is empty.
     *
     * @param defaults the model's own parameters, which hold where the request has none
     * @param request the request's parameters, of any kind and with any limit
     * @param limit the limit that shall hold, positive
     */
    default Optional<ChatRequestParameters> withOutputLimit(
            ChatRequestParameters defaults, ChatRequestParameters request, int limit) {
        return Optional.empty();
    }

    /** Whether its models run on the user's own machine, so that a call costs no money. */
    default boolean local() {
        return false;
    }
}
