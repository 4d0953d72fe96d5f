package io.llmops.core.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.model.Usage;
import java.util.List;

/** Lets a chat response out: guards what the model wrote, then books it. */
final class ChatClosing {

    private ChatClosing() {}

    /**
     * The response as the caller may see it.
     *
     * @throws io.llmops.api.exception.GuardrailException if a guard refuses it; the call is booked as refused, with what it
     *     cost. Whatever else goes wrong is booked too: the answer was paid for
     */
    static ChatResponse close(Call call, ChatResponse response) {
        try {
            return closed(call, response);
        } catch (RuntimeException | Error e) {
            call.fail(e, Usage.unknown()); // a usage that is known by now stands
            throw e;
        }
    }

    private static ChatResponse closed(Call call, ChatResponse response) {
        call.answered(response.metadata(), call.gateway().usage(response.metadata()));
        ChatResponse guarded = call.answer().release(response);
        call.keep(response);
        call.said().answered(guarded);
        AiMessage message = guarded.aiMessage();
        List<String> tools = message.hasToolExecutionRequests()
                ? message.toolExecutionRequests().stream()
                        .map(ToolExecutionRequest::name)
                        .toList()
                : List.of();
        String text = message.text();
        call.succeed(response.modelName(), tools, text == null ? "" : text);
        return guarded;
    }
}
