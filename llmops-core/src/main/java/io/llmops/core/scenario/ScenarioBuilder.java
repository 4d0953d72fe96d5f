package io.llmops.core.scenario;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.ModelRef;
import io.llmops.api.observe.OperationObserver;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.core.budget.Budget;
import io.llmops.core.cache.Cache;
import io.llmops.core.cache.ResponseCaches;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.gateway.CallLimits;
import io.llmops.core.gateway.CallSettings;
import io.llmops.core.gateway.Gateway;
import io.llmops.core.gateway.OwnLimits;
import io.llmops.core.guard.Guard;
import io.llmops.core.guard.Guards;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.limit.RateLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts a scenario together. Ends in {@link #build()} for a scenario that asks, or in {@link #wrap(ChatModel)} for an
 * application that has its own. Not thread-safe.
 */
public final class ScenarioBuilder {

    /** Name of the endpoint that an application's own model becomes. */
    private static final String OWN = "own";

    private final ScenarioRuntime runtime;
    private final String name;
    private final ResponseCaches caches;
    private @Nullable ModelRef model;
    private @Nullable Endpoint configured;
    private @Nullable ChatModel chatModel;
    private @Nullable PromptRef prompt;
    private @Nullable Knowledge knowledge;
    private final List<Guard> guards = new ArrayList<>();
    private final OwnLimits limits;
    private @Nullable Cache cache;
    private ContentCapture capture = ContentCapture.OFF;
    private int top;
    private List<ModelRef> fallbacks = List.of();
    private UnaryOperator<RoutePolicy.Builder> routing = UnaryOperator.identity();
    private @Nullable Integer maxOutputTokens;

    /** Use {@code LlmOps.scenario(name)}. */
    public ScenarioBuilder(ScenarioRuntime runtime, ResponseCaches caches, String name) {
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("a scenario's name must not be blank");
        }
        this.runtime = runtime;
        this.caches = caches;
        this.name = name;
        this.limits = new OwnLimits("scenario '" + name + "'");
    }

    /**
     * The model by reference, such as {@code openai/gpt-4o-mini}.
     *
     * @throws ConfigurationException if it is not of that form
     */
    public ScenarioBuilder model(String ref) {
        this.model = ModelRef.parse(ref);
        this.configured = null;
        return this;
    }

    /**
     * The model by reference with settings for this scenario alone, beside those of {@code LlmOps.builder().model(...)}:
     * {@code .model("openai/gpt-4o-mini", m -> m.setting("temperature", "0").timeout(Duration.ofMinutes(2)))}. The provider
     * makes the model now, and contacts nothing.
     *
     * @throws ConfigurationException if it is not of that form, or a setting is missing or wrong
     * @throws io.llmops.api.exception.NotFoundException if there is no such provider or model
     */
    public ScenarioBuilder model(String ref, UnaryOperator<ModelSpec.Builder> settings) {
        this.model = ModelRef.parse(ref);
        this.configured = runtime.endpoint(model, settings);
        return this;
    }

    /** A model that the application built itself, in place of a reference. */
    public ScenarioBuilder model(ChatModel model) {
        this.chatModel = requireNonNull(model, "model");
        return this;
    }

    /**
     * The prompt, such as {@code answer@production}; resolved anew at each call, so that moving the label changes the
     * running scenario. A label of the scenario's own wins over the one for all, and of a label with weights a user
     * always gets the same version; a call without user, run and tenant gets any. A plain question without a prompt by
     * default.
     *
     * @throws io.llmops.api.exception.PromptException if it is no prompt reference
     */
    public ScenarioBuilder prompt(String ref) {
        this.prompt = PromptRef.parse(ref);
        return this;
    }

    /**
     * Models to call, in this order, when the one before has failed in a way that another may not; none by default.
     *
     * @throws ConfigurationException if one is no model reference
     */
    public ScenarioBuilder fallback(String... refs) {
        this.fallbacks = Arrays.stream(refs).map(ModelRef::parse).toList();
        return this;
    }

    /**
     * Changes how calls are tried again, when endpoints are left alone, and how long a call may take. Fallbacks name models by
     * reference: {@code .gateway(g -> g.onContextWindow("openai/gpt-4.1"))}.
     */
    public ScenarioBuilder gateway(UnaryOperator<RoutePolicy.Builder> change) {
        this.routing = requireNonNull(change, "change");
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
     * At most so many tokens of an answer, for calls that name no bound themselves; the prompt's by default, else the
     * model's own.
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

    /**
     * Adds a guard on questions, passages, results of tools and answers, after those added before: sensitive words, personal
     * data, prompt injection, the form of answers, or the application's own. None by default.
     */
    public ScenarioBuilder guard(Guard guard) {
        guards.add(requireNonNull(guard, "guard"));
        return this;
    }

    /**
     * Whether the ledger keeps what is said in this scenario; {@link ContentCapture#OFF} by default. Redacted content has
     * the words of {@link #guard} masked, too, beside personal data and secrets.
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

    /** Gives answers again to equal questions, and if asked to questions in other words; no cache by default. */
    public ScenarioBuilder cache(Cache cache) {
        this.cache = requireNonNull(cache, "cache");
        return this;
    }

    /**
     * The scenario.
     *
     * @throws ConfigurationException if the model is missing or given twice, the prompt has variables that a question
     *     cannot fill, or a budget meets a model without a price
     * @throws io.llmops.api.exception.PromptException if the prompt puts passages into its system message
     * @throws io.llmops.api.exception.NotFoundException if model, prompt version or label do not exist
     */
    public Scenario build() {
        if ((model == null) == (chatModel == null)) {
            throw new ConfigurationException(
                    "scenario '" + name + "': give model(...) once, as a reference or as a ChatModel");
        }
        if (prompt != null) {
            SystemRole.check(runtime.renderer(), runtime.prompts().get(prompt, name, CallContext.empty()));
        }
        CallSettings settings = settings(first(), Endpoint::chat, "chat");
        register();
        return new Scenario(
                name,
                runtime,
                gateway().chat(settings),
                () -> streaming(settings),
                Optional.ofNullable(prompt),
                Optional.ofNullable(knowledge),
                Guards.of(guards),
                top,
                ChatRequestParameters.builder().maxOutputTokens(maxOutputTokens).build());
    }

    private Endpoint first() {
        if (configured != null) {
            return configured;
        }
        return model != null
                ? runtime.endpoint(model)
                : Endpoint.builder(OWN).chat(requireNonNull(chatModel)).build();
    }

    private StreamingChatModel streaming(CallSettings settings) {
        check(settings.reached(), Endpoint::streaming, "streaming");
        return gateway().streaming(settings);
    }

    private void check(List<Endpoint> endpoints, Function<Endpoint, Optional<?>> need, String kind) {
        for (Endpoint endpoint : endpoints) {
            if (need.apply(endpoint).isEmpty()) {
                throw new ConfigurationException(
                        "scenario '" + name + "': endpoint '" + endpoint.name() + "' has no " + kind + " model");
            }
        }
    }

    /**
     * A model of the application's own behind the gateway: guarded, budgeted and recorded under this scenario. It is called
     * once per attempt, and not tried again unless {@link #gateway} says so, since it may retry by itself: build it with
     * {@code maxRetries(0)}, so that the ledger sees every try.
     *
     * @throws ConfigurationException if a budget meets a model without a price in its currency, or a fallback has no chat model
     */
    public ChatModel wrap(ChatModel model) {
        register();
        return gateway().chat(settings(Endpoint.builder(OWN).chat(model).build(), Endpoint::chat, "chat"));
    }

    /**
     * A streaming model of the application's own behind the gateway, in the same way.
     *
     * @throws ConfigurationException if a budget meets a model without a price in its currency, or a fallback does not stream
     */
    public StreamingChatModel wrap(StreamingChatModel model) {
        register();
        return gateway()
                .streaming(settings(Endpoint.builder(OWN).streaming(model).build(), Endpoint::streaming, "streaming"));
    }

    private void register() {
        runtime.register(name);
        runtime.ledger().contents().capture(name, capture, words());
    }

    private List<SensitiveWords> words() {
        return guards.stream()
                .filter(SensitiveWords.class::isInstance)
                .map(SensitiveWords.class::cast)
                .toList();
    }

    private Gateway gateway() {
        return runtime.gateway();
    }

    /** Told of what runs under this scenario. */
    public OperationObserver observers() {
        return runtime.gateway().observers();
    }

    private CallSettings settings(Endpoint first, Function<Endpoint, Optional<?>> need, String kind) {
        String[] names = fallbacks.stream().map(ModelRef::toString).toArray(String[]::new);
        RoutePolicy policy =
                routing.apply(RoutePolicy.builder().fallback(names)).build();
        List<Endpoint> endpoints = new ArrayList<>(List.of(first));
        policy.named().stream()
                .filter(named -> !named.equals(first.name()))
                .forEach(ref -> endpoints.add(runtime.endpoint(ModelRef.parse(ref))));
        check(endpoints, need, kind);
        CallLimits fit = limits.ofChats(gateway(), runtime.limits(), endpoints, ref -> cheaper(ref, need, kind));
        return new CallSettings(
                name,
                gateway().route(endpoints, policy),
                Guards.of(guards),
                fit,
                maxOutputTokens,
                cache == null ? null : caches.get(name, cache));
    }

    private Endpoint cheaper(String ref, Function<Endpoint, Optional<?>> need, String kind) {
        Endpoint endpoint = runtime.endpoint(ModelRef.parse(ref));
        if (need.apply(endpoint).isEmpty()) {
            throw new ConfigurationException("scenario '" + name + "': budget: degradeTo: '" + ref + "' has no " + kind
                    + " model: name another");
        }
        return endpoint;
    }
}
