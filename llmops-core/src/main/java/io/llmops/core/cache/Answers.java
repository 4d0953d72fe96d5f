package io.llmops.core.cache;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import org.jspecify.annotations.Nullable;

/** Which answers are worth keeping. */
final class Answers {

    private Answers() {}

    /** Whole and said to be so: neither cut off, nor filtered, nor empty; the wish for a tool only where tools are kept. */
    static boolean areGood(ChatResponse response, boolean tools) {
        AiMessage message = response.aiMessage();
        if (message.hasToolExecutionRequests()) {
            return tools
                    && (response.finishReason() == FinishReason.TOOL_EXECUTION
                            || response.finishReason() == FinishReason.STOP);
        }
        String text = message.text();
        return response.finishReason() == FinishReason.STOP && text != null && !text.isBlank();
    }

    /** Whether the mark of one request got into the answer, which would then be wrong for the next. */
    static boolean mention(ChatResponse response, @Nullable String mark) {
        String text = response.aiMessage().text();
        return mark != null && text != null && text.contains(mark);
    }
}
