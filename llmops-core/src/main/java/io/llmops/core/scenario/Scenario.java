package io.llmops.core.scenario;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.prompt.PromptRef;
import io.llmops.core.guard.Guards;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One LLM application under one name: a prompt, a model, knowledge, guardrails and limits. Each question is one logical
 * call with one record in the ledger. Immutable and thread-safe; it lives as long as its {@code LlmOps}.
 */
public final class Scenario {

    private final String name;
    private final ScenarioRuntime runtime;
    private final ChatModel model;
    private final Supplier<StreamingChatModel> streaming;
    private final Optional<PromptRef> prompt;
    private final Optional<Knowledge> knowledge;
    private final Guards guards;
    private final int top;
    private final ChatRequestParameters parameters;

    Scenario(
            String name,
            ScenarioRuntime runtime,
            ChatModel model,
            Supplier<StreamingChatModel> streaming,
            Optional<PromptRef> prompt,
            Optional<Knowledge> knowledge,
            Guards guards,
            int top,
            ChatRequestParameters parameters) {
        this.name = name;
        this.runtime = runtime;
        this.model = model;
        this.streaming = streaming;
        this.prompt = prompt;
        this.knowledge = knowledge;
        this.guards = guards;
        this.top = top;
        this.parameters = parameters;
    }

    /** Its name in the ledger and in reports. */
    public String name() {
        return name;
    }

    /** Its model behind the gateway: what an application's own code calls is booked under this scenario. */
    public ChatModel chatModel() {
        return model;
    }

    /**
     * Its model as a stream, behind the same gateway: guarded, budgeted and recorded as its calls are, by the same counts.
     *
     * @throws io.llmops.api.exception.ConfigurationException if the model or one of its fallbacks does not stream
     */
    public StreamingChatModel streamingChatModel() {
        return streaming.get();
    }

    /** The knowledge base that answers rest on, if it has one. */
    public Optional<Knowledge> knowledge() {
        return knowledge;
    }

    /**
     * Answers a question.
     *
     * @throws IllegalArgumentException if {@code question} is blank
     * @throws io.llmops.api.exception.BudgetExceededException if the call could overshoot a budget
     * @throws io.llmops.api.exception.PromptException if the prompt has a variable other than {@code question} and
     *     {@code passages}
     */
    public Answer ask(String question) {
        return ask(question, Map.of());
    }

    /**
     * Answers a question with further variables of the prompt.
     *
     * @param variables values by name; {@code question} and {@code passages} are set by the scenario
     * @throws IllegalArgumentException if {@code question} is blank
     * @throws io.llmops.api.exception.BudgetExceededException if the call could overshoot a budget
     * @throws io.llmops.api.exception.PromptException if a variable of the prompt is missing
     */
    public Answer ask(String question, Map<String, ?> variables) {
        if (requireNonNull(question, "question").isBlank()) {
            throw new IllegalArgumentException("question must not be blank");
        }
        return new Ask(this, question, variables).answer();
    }

    ScenarioRuntime runtime() {
        return runtime;
    }

    Optional<PromptRef> prompt() {
        return prompt;
    }

    Guards guards() {
        return guards;
    }

    int top() {
        return top;
    }

    /** Parameters of its calls that win over its prompt's. */
    ChatRequestParameters parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "Scenario[" + name + "]";
    }
}
