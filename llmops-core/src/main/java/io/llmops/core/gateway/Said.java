package io.llmops.core.gateway;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.core.context.CallFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said in one chat, from its request to its answer, for the record. Written by one thread at a time. */
final class Said {

    private @Nullable ChatRequest request;
    private @Nullable ChatResponse response;

    /** The request, as it is sent. */
    void asked(ChatRequest request) {
        this.request = request;
    }

    /** What the model is sent; nothing before. */
    List<ChatMessage> messages() {
        return request == null ? List.of() : request.messages();
    }

    /** The answer, as the caller gets it. */
    void answered(ChatResponse response) {
        this.response = response;
    }

    /** Puts into a record what the ledger may keep of it, and why the model stopped. */
    void write(CallRecord.Builder record, Call call) {
        FinishReason reason = response == null ? null : response.finishReason();
        if (reason != null) {
            record.finishReason(reason);
        }
        if (reason == FinishReason.CONTENT_FILTER) {
            record.errorClass(ErrorClass.CONTENT_FILTER);
        }
        if (request != null) {
            List<ChatMessage> messages = request.messages();
            String question = call.scope().frame().map(CallFrame::question).orElseGet(() -> lastQuestion(messages));
            call.gateway().ledger().contents().keep(record, call.scenario(), question, messages, answer());
        }
    }

    private String answer() {
        if (response == null || response.aiMessage().hasToolExecutionRequests()) {
            return "";
        }
        String text = response.aiMessage().text();
        return text == null ? "" : text;
    }

    /** What the user wrote last, also where a tool has answered since. */
    private static String lastQuestion(List<ChatMessage> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof UserMessage user) {
                return GuardedRequest.text(user);
            }
        }
        return "";
    }
}
