package io.llmops.agent.plan;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.agent.tool.ToolGate;
import io.llmops.api.agent.AgentLimits;
import io.llmops.api.agent.AgentServices;
import io.llmops.api.agent.AgentStep;
import io.llmops.api.agent.StopReason;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one run did so far, and the only way in which a plan calls its model or a tool: limits are checked before each
 * call. Written by the run's thread; {@link #cancel()} may come from any.
 */
final class Journal {

    private final AgentServices services;
    private final CallContext context;
    private final Instant deadline;
    private final List<AgentStep> steps = new ArrayList<>();
    private long tokens;
    private int modelCalls;
    private int toolCalls;
    private volatile boolean cancelled;

    Journal(AgentServices services, CallContext context) {
        this.services = services;
        this.context = context;
        this.deadline = services.clock().instant().plus(services.limits().time());
    }

    /** Asks the model, unless a limit is reached. */
    ChatResponse ask(ChatRequest request) {
        check();
        if (modelCalls >= services.limits().steps()) {
            throw new Stop(StopReason.STEP_LIMIT);
        }
        modelCalls++;
        ChatResponse response = services.model().chat(request);
        TokenUsage usage = response.tokenUsage();
        if (usage != null && usage.totalTokenCount() != null) {
            tokens += usage.totalTokenCount();
        }
        return response;
    }

    /**
     * Runs a tool through the gate, unless a limit is reached, and notes the step.
     *
     * @param arguments as they are shown in the step
     * @param call the call of the gate, under the context that it is given
     */
    ToolGate.Result run(String tool, String arguments, Function<CallContext, ToolGate.Result> call) {
        check();
        if (toolCalls >= services.limits().toolCalls()) {
            throw new Stop(StopReason.TOOL_LIMIT);
        }
        toolCalls++;
        ToolGate.Result result = call.apply(context);
        AgentStep.Kind kind = result.ran() ? AgentStep.Kind.TOOL : AgentStep.Kind.TOOL_FAILED;
        note(kind, tool, arguments + "\n" + result.text());
        return result;
    }

    /** Notes a step and tells the listener. */
    void note(AgentStep.Kind kind, String tool, String text) {
        AgentStep step = new AgentStep(steps.size() + 1, kind, tool, text);
        steps.add(step);
        services.listener().accept(step);
    }

    void cancel() {
        cancelled = true;
    }

    List<AgentStep> steps() {
        return List.copyOf(steps);
    }

    /** Tokens of the run's records in the ledger. */
    Usage usage() {
        return records().stream().map(CallRecord::usage).reduce(Usage.none(), Usage::plus);
    }

    /** Cost of the run's records in the ledger; empty if that of one is not known, or there are two currencies. */
    Optional<Money> cost() {
        Money sum = null;
        for (CallRecord record : records()) {
            if (record.attempts().isEmpty()) {
                continue;
            }
            if (record.cost().isEmpty()) {
                return Optional.empty();
            }
            Money cost = record.cost().get();
            if (sum != null && !sum.currency().equals(cost.currency())) {
                return Optional.empty();
            }
            sum = sum == null ? cost : sum.plus(cost);
        }
        return Optional.ofNullable(sum);
    }

    private List<CallRecord> records() {
        return context.run().map(services::records).orElse(List.of());
    }

    private void check() {
        AgentLimits limits = services.limits();
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new Stop(StopReason.CANCELLED);
        }
        if (!services.clock().instant().isBefore(deadline)) {
            throw new Stop(StopReason.TIME_LIMIT);
        }
        if (tokens >= limits.tokens()) {
            throw new Stop(StopReason.TOKEN_LIMIT);
        }
        if (limits.money().isPresent()
                && cost().filter(c -> c.compareTo(limits.money().get()) >= 0).isPresent()) {
            throw new Stop(StopReason.MONEY_LIMIT);
        }
    }
}
