package io.llmops.core.scenario;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.core.prompt.Prompts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The system message is the application's own: no passage stands in it, whatever the prompt says. */
final class SystemRole {

    private static final String PROBE = "llmops0passages0probe";

    private SystemRole() {}

    /**
     * Renders a prompt to see where its passages go.
     *
     * @throws PromptException if they go into the system message
     */
    static void check(Prompts renderer, PromptVersion prompt) {
        Map<String, Object> values = new HashMap<>();
        renderer.variables(prompt).forEach(name -> values.put(name, "x"));
        values.put("passages", PROBE);
        List<ChatMessage> messages;
        try {
            messages = renderer.render(prompt, values);
        } catch (PromptException e) { // values of other kinds are needed: told when there are some
            return;
        }
        check(messages, PROBE, prompt.id());
    }

    /**
     * Checks what is about to be sent.
     *
     * @param mark stands beside every passage
     * @throws PromptException if a passage stands in a system message
     */
    static void check(List<ChatMessage> messages, String mark, String prompt) {
        for (ChatMessage message : messages) {
            if (message instanceof SystemMessage system && system.text().contains(mark)) {
                throw new PromptException(
                        "prompt '" + prompt + "': {{passages}} stands in the system message, where text of"
                                + " others must never be; put it into the user message");
            }
        }
    }
}
