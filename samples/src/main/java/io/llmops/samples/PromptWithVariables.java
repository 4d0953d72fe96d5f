package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.LlmOps;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.api.prompt.VariableType;
import io.llmops.core.prompt.PromptTemplate;
import io.llmops.core.prompt.Prompts;
import java.util.List;
import java.util.Map;

/** A prompt that declares its variables, shows an example, and brings the parameters of its call. */
public final class PromptWithVariables {

    private PromptWithVariables() {}

    static String template(String question) {
        // snippet: template
        PromptTemplate template = PromptTemplate.parse("Answer in {{language}}: {{question}}");
        List<String> variables = template.variables(); // language, question
        String prompt = template.render(Map.of("language", "English", "question", question));
        // end
        return variables + " " + prompt;
    }

    static String run(ChatModel model, Map<String, ?> values) {
        try (LlmOps ops = LlmOps.builder().build()) {
            // snippet: draft
            PromptVersion dinner = ops.prompts()
                    .publish(PromptDraft.builder("dinner")
                            .system("You are a cook. Reply as JSON: {\"dish\": {\"name\": \"...\", \"minutes\": 0}}")
                            .user("Fish, for 1 guest") // an example: what is asked, and how to answer
                            .assistant("{\"dish\": {\"name\": \"steamed bass\", \"minutes\": 25}}")
                            .user("<% food %>, for <% guests %> guests<%#mild%>, not spicy<%/mild%>")
                            .delimiters("<% %>") // since the text has braces itself
                            .variable("food", v -> v.description("what it is made of")
                                    .enumeration("Fish", "Tofu"))
                            .variable(
                                    "guests", v -> v.type(VariableType.INTEGER).defaultValue(2))
                            .variable("mild", v -> v.type(VariableType.BOOLEAN).required(false))
                            .parameters(
                                    p -> p.temperature(0.2).maxOutputTokens(200).seed(7))
                            .author("李雷")
                            .build());
            // end
            // snippet: render
            Prompts prompts = new Prompts(ops.prompts());
            try {
                ChatResponse response = model.chat(prompts.request(dinner, values)); // with the prompt's parameters
                return response.aiMessage().text();
            } catch (PromptException e) { // before any call: a variable that is missing or wrong
                return e.variable().orElse("") + ": " + e.getMessage();
            }
            // end
        }
    }
}
