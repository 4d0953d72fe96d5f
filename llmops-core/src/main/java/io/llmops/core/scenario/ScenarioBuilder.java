package io.llmops.core.scenario;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.api.model.ModelRef;
import io.llmops.api.observe.OperationObserver;
import io.llmops.api.prompt.PromptRef;
import io.llmops.core.budget.Budget;
import io.llmops.core.gateway.CallLimits;
import io.llmops.core.gateway.CallSettings;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.limit.RateLimit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a scenario together. Ends in {@link #build()} for a scenario that asks, or in {@link #wrap(ChatModel)} for an
 * application that has its own. Not thread-safe.
 */
public final class ScenarioBuilder {

    private final ScenarioRuntime runtime;
    private final String name;
    private @Nullable ModelRef model;
    private @Nullable ChatModel chatModel;
    private @Nullable PromptRef prompt;
    private @Nullable Knowledge knowledge;
    private @Nullable SensitiveWords words;
    private final ScenarioLimits limits;
    private ContentCapture capture = ContentCapture.OFF;
    private int top;
    private @Nullable Integer maxOutputTokens;

    /** Use {@code LlmOps.scenario(name)}. */
    public ScenarioBuilder(ScenarioRuntime runtime, String name) {
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("a scenario's name must not be blank");
        }
        this.runtime = runtime;
        this.name = name;
        this.limits = new ScenarioLimits(runtime, name);
    }

    /**
     * The model by reference, such as {@code openai/gpt-4o-mini}.
     *
     * @throws ConfigurationException if it is not of that form
     */
    public ScenarioBuilder model(String ref) {
        this.model = ModelRef.parse(ref);
        return this;
    }

    /** A model that the application built itself, in place of a reference. */
    public ScenarioBuilder model(ChatModel model) {
        this.chatModel = requireNonNull(model, "model");
        return this;
    }

    /**
     * The prompt, such as {@code answer@production}; resolved anew at each call, so that moving the label changes the
     * running scenario. A plain question without a prompt by default.
     *
     * @throws io.llmops.api.exception.PromptException if it is no prompt reference
     */
    public ScenarioBuilder prompt(String ref) {
        this.prompt = PromptRef.parse(ref);
        return this;
    }

    /** The knowledge base that answers rest on; none by default. */
    public ScenarioBuilder knowledge(Knowledge knowledge) {
        this.knowledge = requireNonNull(knowledge, "knowledge");
        return this;
    }

    /** Any LangChain4j retriever in place of a knowledge base; what it returns counts as relevant. */
    public ScenarioBuilder knowledge(String name, ContentRetriever retriever) {
        return knowledge(new RetrieverKnowledge(name, retriever));
    }

    /**
     * At most so many passages, in place of the knowledge base's own setting.
     *
     * @throws IllegalArgumentException if {@code top} is not positive
     */
    public ScenarioBuilder top(int top) {
        if (top < 1) {
            throw new IllegalArgumentException("top must be positive, but is " + top);
        }
        this.top = top;
        return this;
    }

    /**
     * At most so many tokens of an answer, for calls that name no bound themselves; the model's own bound by default.
     *
     * @throws IllegalArgumentException if {@code maxOutputTokens} is not positive
     */
    public ScenarioBuilder maxOutputTokens(int maxOutputTokens) {
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("maxOutputTokens must be positive, but is " + maxOutputTokens);
        }
        this.maxOutputTokens = maxOutputTokens;
        return this;
    }

    /** Sensitive words to look for in questions, passages and answers; none by default. */
    public ScenarioBuilder guard(SensitiveWords words) {
        this.words = requireNonNull(words, "words");
        return this;
    }

    /**
     * Whether the ledger keeps what is said in this scenario; {@link ContentCapture#OFF} by default. Redacted content has
     * the words of {@link #guard(SensitiveWords)} masked, too, beside personal data and secrets.
     */
    public ScenarioBuilder capture(ContentCapture capture) {
        this.capture = requireNonNull(capture, "capture");
        return this;
    }

    /** Adds a limit on money, tokens or calls; a call must fit into every one. None by default. */
    public ScenarioBuilder budget(Budget budget) {
        limits.add(requireNonNull(budget, "budget"));
        return this;
    }

    /** Adds a limit on calls or tokens in any window of time; a call must fit into every one. None by default. */
    public ScenarioBuilder rateLimit(RateLimit limit) {
        limits.add(requireNonNull(limit, "limit"));
        return this;
    }

    /**
     * The scenario.
     *
     * @throws ConfigurationException if the model is missing or given twice, the prompt has variables that a question
     *     cannot fill, or a budget meets a model without a price
     * @throws io.llmops.api.exception.NotFoundException if model, prompt version or label do not exist
     */
    public Scenario build() {
        if ((model == null) == (chatModel == null)) {
            throw new ConfigurationException(
                    "scenario '" + name + "': give model(...) once, as a reference or as a ChatModel");
        }
        if (prompt != null) {
            runtime.prompts().get(prompt);
        }
        ChatModel wrapped;
        if (model != null) {
            ModelCatalog.Chat chat = runtime.models().chat(model);
            wrapped = runtime.gateway().wrap(chat.model(), settings(model.toString(), model.provider(), chat.local(), false));
        } else {
            wrapped = wrap(requireNonNull(chatModel));
        }
        register();
        return new Scenario(
                name,
                runtime,
                wrapped,
                Optional.ofNullable(prompt),
                Optional.ofNullable(knowledge),
                Optional.ofNullable(words),
                top);
    }

    /**
     * A model of the application's own behind the gateway: guarded, budgeted and recorded under this scenario. It is called
     * once per call; what it retries itself is not seen here.
     *
     * @throws ConfigurationException if a budget meets a model without a price in its currency
     */
    public ChatModel wrap(ChatModel model) {
        register();
        return runtime.gateway()
                .wrap(model, settings(modelName(model.defaultRequestParameters()), provider(model.provider()), false, false));
    }

    /**
     * A streaming model of the application's own behind the gateway.
     *
     * @throws ConfigurationException if a budget meets a model without a price in its currency
     */
    public StreamingChatModel wrap(StreamingChatModel model) {
        register();
        return runtime.gateway()
                .wrap(model, settings(modelName(model.defaultRequestParameters()), provider(model.provider()), false, true));
    }

    /** Told of what runs under this scenario. */
    public OperationObserver observers() {
        return runtime.gateway().observers();
    }

    private void register() {
        runtime.register(name);
        runtime.ledger().contents().capture(name, capture, words);
    }

    private CallSettings settings(String modelName, @Nullable String provider, boolean local, boolean streaming) {
        CallLimits fit = limits.build(local ? List.of() : List.of(modelName), 1, streaming);
        return new CallSettings(name, modelName, provider, local, words, fit, maxOutputTokens);
    }

    /** LangChain4j's name of a provider in our spelling. */
    private static @Nullable String provider(@Nullable ModelProvider provider) {
        return provider == null || provider == ModelProvider.OTHER
                ? null
                : provider.name().toLowerCase(Locale.ROOT).replace("open_ai", "openai");
    }

    private static String modelName(@Nullable ChatRequestParameters defaults) {
        String modelName = defaults == null ? null : defaults.modelName();
        return modelName == null ? "unknown" : modelName;
    }
}
