package io.llmops.core.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * About how many tokens a text is, where the provider did not say: four bytes of UTF-8 each, which is near for English and
 * for Chinese alike, and a few for the frame of each message. Pictures count as nothing. For ledgers, where a bound is
 * wanted instead see {@link ChatAdmission}.
 */
final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;
    private static final int TOKENS_PER_MESSAGE = 5;

    private TokenEstimate() {}

    static long of(ChatRequest request) {
        long tokens = 0;
        for (ChatMessage message : request.messages()) {
            tokens += ofBytes(utf8(text(message))) + TOKENS_PER_MESSAGE;
        }
        List<?> tools = request.toolSpecifications();
        return tokens + (tools == null || tools.isEmpty() ? 0 : ofBytes(utf8(tools.toString())));
    }

    /** Rounded up. */
    static long ofBytes(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        if (message instanceof UserMessage user) {
            return GuardedRequest.text(user);
        }
        if (message instanceof AiMessage ai) {
            String calls =
                    ai.hasToolExecutionRequests() ? ai.toolExecutionRequests().toString() : "";
            return (ai.text() == null ? "" : ai.text()) + calls;
        }
        return message instanceof ToolExecutionResultMessage result ? result.text() : "";
    }
}
