package io.llmops.api.ledger;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.ChatMessageType;
import java.util.List;

/**
 * What was said in a call, where the scenario asks the ledger to keep it.
 *
 * @param capture whether it is redacted or as it was; never {@link ContentCapture#OFF}
 * @param question what the user asked, without the prompt around it; blank where the call has none
 * @param messages the request as it was sent to the model, in order; empty where no model was called
 * @param answer the text that the caller got; blank where there is none
 */
public record CapturedContent(ContentCapture capture, String question, List<Message> messages, String answer) {

    /**
     * One message of a request.
     *
     * @param type who speaks
     * @param text what it says, and where it has other parts than text, which kinds
     */
    public record Message(ChatMessageType type, String text) {

        /** Checks that nothing is null. */
        public Message {
            requireNonNull(type, "type");
            requireNonNull(text, "text");
        }

        /** The type alone, since content belongs in no log. */
        @Override
        public String toString() {
            return "Message[" + type + "]";
        }
    }

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if {@code capture} is {@link ContentCapture#OFF}
     */
    public CapturedContent {
        if (capture == ContentCapture.OFF) {
            throw new IllegalArgumentException("content that is captured cannot be " + capture);
        }
        requireNonNull(question, "question");
        requireNonNull(answer, "answer");
        messages = List.copyOf(messages);
    }

    /** Without the content, since that belongs in no log. */
    @Override
    public String toString() {
        return "CapturedContent[" + capture + ", " + messages.size() + " messages]";
    }
}
