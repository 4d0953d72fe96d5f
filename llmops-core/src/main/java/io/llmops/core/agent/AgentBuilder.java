package io.llmops.core.agent;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.api.agent.Agent;
import io.llmops.api.agent.AgentLimits;
import io.llmops.api.agent.AgentRun;
import io.llmops.api.agent.AgentServices;
import io.llmops.api.agent.AgentSpec;
import io.llmops.api.agent.AgentStep;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.ModelRef;
import io.llmops.api.observe.OperationObserver;
import io.llmops.api.tool.ToolPolicy;
import io.llmops.core.budget.Budget;
import io.llmops.core.context.CallScope;
import io.llmops.core.scenario.ScenarioBuilder;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts an agent together: its kind and tools from a specification, its model, limits and policy from here. Not thread-safe. */
public final class AgentBuilder {

    private final AgentSpec spec;
    private final ScenarioBuilder scenario;
    private final Executor executor;
    private final Clock clock;
    private final Function<LedgerQuery, List<CallRecord>> ledger;
    private @Nullable String modelRef;
    private @Nullable ChatModel chatModel;
    private AgentLimits limits = AgentLimits.defaults();
    private ToolPolicy policy = ToolPolicy.readOnly();
    private Consumer<AgentStep> listener = step -> {};

    /** Use {@code LlmOps.agent(spec)}. */
    public AgentBuilder(
            AgentSpec spec,
            ScenarioBuilder scenario,
            Executor executor,
            Clock clock,
            Function<LedgerQuery, List<CallRecord>> ledger) {
        this.spec = requireNonNull(spec, "spec");
        this.scenario = scenario;
        this.executor = executor;
        this.clock = clock;
        this.ledger = ledger;
    }

    /** The model by reference, such as {@code openai/gpt-4o-mini}; the last model given counts. */
    public AgentBuilder model(String ref) {
        ModelRef.parse(ref);
        this.modelRef = ref;
        this.chatModel = null;
        return this;
    }

    /** A model that the application built itself; the last model given counts. */
    public AgentBuilder model(ChatModel model) {
        this.chatModel = requireNonNull(model, "model");
        this.modelRef = null;
        return this;
    }

    /** A hard limit on the money of all runs of this agent; none by default. */
    public AgentBuilder budget(Budget budget) {
        scenario.budget(budget);
        return this;
    }

    /** At most so many tokens of each reply of the model; the model's own bound by default. */
    public AgentBuilder maxOutputTokens(int maxOutputTokens) {
        scenario.maxOutputTokens(maxOutputTokens);
        return this;
    }

    /** Changes the limits of each run; {@link AgentLimits#defaults()} otherwise. */
    public AgentBuilder limits(UnaryOperator<AgentLimits.Builder> change) {
        this.limits = change.apply(AgentLimits.builder()).build();
        return this;
    }

    /** Decides which tool calls may run; {@link ToolPolicy#readOnly()} by default. */
    public AgentBuilder policy(ToolPolicy policy) {
        this.policy = requireNonNull(policy, "policy");
        return this;
    }

    /** Told each step as it is done, on the run's thread; must not block. */
    public AgentBuilder onStep(Consumer<AgentStep> listener) {
        this.listener = requireNonNull(listener, "listener");
        return this;
    }

    /**
     * The agent.
     *
     * @throws ConfigurationException if the model is missing, or a budget meets a model without a price
     * @throws io.llmops.api.exception.NotFoundException if the model does not exist
     */
    public Agent build() {
        return spec.build(new Services(
                gatewayModel(),
                limits,
                policy,
                executor,
                clock,
                listener,
                CallScope.current().context(),
                ledger,
                scenario.observers()));
    }

    private ChatModel gatewayModel() {
        if (chatModel != null) {
            return scenario.wrap(chatModel);
        }
        if (modelRef == null) {
            throw new ConfigurationException("agent '" + spec.name() + "': model(...) is required");
        }
        return scenario.model(modelRef).build().chatModel();
    }

    /** Builds the agent and starts a run. */
    public AgentRun start(String task) {
        return build().start(task);
    }

    private record Services(
            ChatModel model,
            AgentLimits limits,
            ToolPolicy policy,
            Executor executor,
            Clock clock,
            Consumer<AgentStep> listener,
            CallContext context,
            Function<LedgerQuery, List<CallRecord>> ledger,
            OperationObserver observer)
            implements AgentServices {

        @Override
        public void within(CallContext context, Runnable work) {
            CallScope.current().with(context).run(work);
        }

        @Override
        public List<CallRecord> records(String run) {
            return ledger.apply(LedgerQuery.builder().run(run).build());
        }
    }
}
