package io.llmops.core.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.exception.RateLimitedException;
import io.llmops.core.guard.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls a model, and again where a guard wants its answer mended: within the same call, as often as the guard allows, as
 * long as the call's time and its budgets last. An answer that is refused in the end is not returned, so that no cache
 * keeps it.
 */
final class Repair {

    private Repair() {}

    /**
     * The answer that the guards let pass.
     *
     * @param model reserves what a request can use, and calls the model with it
     * @throws GuardrailException if a guard refuses the last answer; what all of them cost is booked
     */
    static ChatResponse chat(Call call, ChatRequest admitted, Function<ChatRequest, ChatResponse> model) {
        ChatResponse response = model.apply(admitted);
        ChatRequest asked = admitted;
        for (int left = call.answer().repairs(); ; left--) {
            Optional<Verdict> refusal = judge(call, response);
            if (refusal.isEmpty()) {
                return response;
            }
            Optional<String> instruction = refusal.get().instruction();
            call.tried(response.metadata());
            if (left <= 0 || instruction.isEmpty() || call.remaining().isZero()) {
                return call.answer().release(response); // throws
            }
            asked = again(asked, response.aiMessage(), instruction.get());
            try {
                response = model.apply(asked);
            } catch (BudgetExceededException
                    | RateLimitedException e) { // no room for a repair: the answer stays refused
                return call.answer().release(response); // throws
            }
        }
    }

    /** Where a guard fails, the answer was paid for all the same. */
    private static Optional<Verdict> judge(Call call, ChatResponse response) {
        try {
            return call.answer().refusal(response);
        } catch (RuntimeException | Error e) {
            call.tried(response.metadata());
            throw e;
        }
    }

    private static ChatRequest again(ChatRequest asked, AiMessage answer, String instruction) {
        List<ChatMessage> messages = new ArrayList<>(asked.messages());
        messages.add(AiMessage.from(answer.text() == null ? "" : answer.text()));
        messages.add(UserMessage.from(instruction));
        return asked.toBuilder().messages(messages).build();
    }
}
