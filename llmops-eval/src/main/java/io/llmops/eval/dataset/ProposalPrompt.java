package io.llmops.eval.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;

/** What a model is asked for values with. */
final class ProposalPrompt {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULES = "You propose values of a variable for test data. Reply with one JSON array of"
            + " strings and nothing else: no explanation, no code fence. The values differ clearly from each other and cover"
            + " the usual and the unusual. Write them in the language of the description and the examples.";

    private ProposalPrompt() {}

    static ChatRequest of(ProposalFile.Key key, List<String> known, int count) {
        StringBuilder user = new StringBuilder()
                .append("Variable: ")
                .append(json(key.variable()))
                .append("\nWhat its values are: ")
                .append(json(key.description()));
        if (!key.examples().isEmpty()) {
            user.append("\nExamples, not to be repeated: ").append(json(key.examples()));
        }
        if (!known.isEmpty()) {
            user.append("\nThere already, not to be repeated: ").append(json(known));
        }
        user.append("\nGive ").append(count).append(count == 1 ? " value." : " values.");
        return ChatRequest.builder()
                .messages(SystemMessage.from(RULES), UserMessage.from(user.toString()))
                .build();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that cannot be written", e);
        }
    }
}
