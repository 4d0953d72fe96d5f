package io.llmops.openai.recorded;

import io.llmops.http.recorded.Exchange;
import java.util.Optional;

/** Why an exchange is not replayed here. */
final class Unspoken {

    private Unspoken() {}

    static Optional<String> reason(Exchange exchange) {
        if (exchange.isChat() || exchange.isEmbedding()) {
            return Optional.empty();
        }
        String path = exchange.path();
        if (exchange.host().isEmpty()) {
            return Optional.of("gRPC, no HTTP exchange");
        }
        if (path.endsWith("/responses")) {
            return Optional.of("OpenAI's other protocol: /v1/responses has no words in ChatModel's OpenAI client");
        }
        if (path.endsWith("/count_tokens") || path.endsWith(":countTokens") || path.endsWith("/tokenize")) {
            return Optional.of("counting tokens is no call of a model");
        }
        return Optional.of(
                switch (exchange.host()) {
                    case "api.anthropic.com" -> "Anthropic's protocol: replayed by llmops-anthropic";
                    case "generativelanguage.googleapis.com" -> "Gemini's protocol: replayed by llmops-gemini";
                    case "api.cohere.com" -> "Cohere's protocol";
                    case "bedrock-runtime.us-east-1.amazonaws.com" -> "Bedrock's protocol";
                    default -> "a download, no call of a model";
                });
    }
}
