package io.llmops.cli.console;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.model.ModelRef;
import io.llmops.core.scenario.ScenarioBuilder;
import io.llmops.ollama.OllamaProbe;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.extract.ExtractiveChatModel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which chat model a command uses: the one named, else the smallest one of an Ollama on this machine, else the built-in
 * extractive one, which quotes and does not generate.
 *
 * @param ref the model
 * @param why why it was chosen, for people
 */
public record ModelChoice(ModelRef ref, String why) {

    /** Environment variable that names a chat model, such as {@code openai/gpt-4o-mini}: {@value}. */
    public static final String VARIABLE = "LLMOPS_CHAT_MODEL";

    private static final ModelRef EXTRACTIVE = ModelRef.parse("builtin/extractive");
    private static final Duration PROBE = Duration.ofMillis(500);

    /**
     * Chooses.
     *
     * @param named a model given on the command line, or null
     * @throws io.llmops.api.exception.ConfigurationException if a given name is not of the form provider/name
     */
    public static ModelChoice choose(@Nullable String named, Function<String, @Nullable String> environment) {
        if (named != null) {
            return new ModelChoice(ModelRef.parse(named), "named by --model");
        }
        String variable = environment.apply(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return new ModelChoice(ModelRef.parse(variable.strip()), "named by " + VARIABLE);
        }
        Optional<String> ollama = OllamaProbe.atEnvironment(environment).smallestChatModel(PROBE);
        return ollama.map(name ->
                        new ModelChoice(new ModelRef("ollama", name), "the smallest chat model of the local Ollama"))
                .orElseGet(
                        () -> new ModelChoice(
                                EXTRACTIVE,
                                "no " + VARIABLE
                                        + " is set and no Ollama answers on this machine; it quotes sentences and does not generate"));
    }

    /**
     * Gives a scenario this model. The extractive one judges what supports an answer by an embedding model, too.
     *
     * @param embedding the knowledge base's embedding model, or {@code none}
     */
    public ScenarioBuilder on(ScenarioBuilder scenario, LlmOps ops, String embedding) {
        if (generates() || embedding.equals(KnowledgeBase.NO_EMBEDDING)) {
            return scenario.model(ref.toString());
        }
        return scenario.model(extractive(ops, embedding, ref.toString()));
    }

    /**
     * The extractive model that judges support by that embedding model, too.
     *
     * @param scenario what its embeddings are booked under, outside of a scenario's call
     */
    public ChatModel extractive(LlmOps ops, String embedding, String scenario) {
        return ExtractiveChatModel.builder()
                .embedding(ops.embeddingModel(embedding, scenario))
                .build();
    }

    /** Whether it writes text of its own, rather than quoting. */
    public boolean generates() {
        return !ref.equals(EXTRACTIVE);
    }
}
