package io.llmops.agent.tool;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.CallContext;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.api.observe.OperationObserver;
import io.llmops.api.observe.Stopwatch;
import io.llmops.api.tool.AgentTool;
import io.llmops.api.tool.ToolCall;
import io.llmops.api.tool.ToolDecision;
import io.llmops.api.tool.ToolPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place from which a tool runs: looks the tool up, checks the arguments against its schema, asks the policy,
 * runs it, and turns whatever goes wrong into a sentence for the model. Thread-safe.
 */
public final class ToolGate {

    /** Longest result that a model is told, in UTF-16 units: {@value}. */
    public static final int MAX_RESULT = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(ToolGate.class);

    private final Map<String, AgentTool> tools = new LinkedHashMap<>();
    private final ToolPolicy policy;
    private final OperationObserver observer;
    private final String agent;

    /**
     * What became of a call.
     *
     * @param ran whether the tool ran and gave a result
     * @param text the result, or what went wrong; for the model
     */
    public record Result(boolean ran, String text) {}

    /**
     * A gate for these tools.
     *
     * @throws ConfigurationException if two tools have one name
     */
    public ToolGate(List<AgentTool> tools, ToolPolicy policy) {
        this(tools, policy, operation -> Observation.NONE, "");
    }

    /**
     * A gate whose tools are watched.
     *
     * @param observer told of each tool that runs
     * @param agent the agent that the tools run for
     * @throws ConfigurationException if two tools have one name
     */
    public ToolGate(List<AgentTool> tools, ToolPolicy policy, OperationObserver observer, String agent) {
        this.policy = policy;
        this.observer = observer;
        this.agent = agent;
        for (AgentTool tool : tools) {
            String name = tool.specification().name();
            if (this.tools.put(name, tool) != null) {
                throw new ConfigurationException("two tools are named '" + name + "'");
            }
        }
    }

    /** Runs a call whose arguments are a JSON object, as a model gives them. */
    public Result run(String id, String tool, @Nullable String jsonArguments, CallContext context) {
        Optional<Map<String, Object>> arguments = ToolArguments.parse(jsonArguments);
        return arguments.isEmpty()
                ? new Result(false, "The arguments are not a JSON object. Give them as one.")
                : run(new ToolCall(id, tool, arguments.get(), context));
    }

    /** Runs a call. */
    public Result run(ToolCall call) {
        AgentTool tool = tools.get(call.tool());
        if (tool == null) {
            return new Result(false, "There is no tool '" + call.tool() + "'. There are " + tools.keySet() + ".");
        }
        Optional<String> problem = ToolArguments.problem(tool.specification().parameters(), call.arguments());
        if (problem.isPresent()) {
            return new Result(false, "The call was not made: " + problem.get() + ".");
        }
        if (decide(tool, call) instanceof ToolDecision.Deny deny) {
            return new Result(false, "The call was not allowed: " + deny.reason() + ". Do not repeat it.");
        }
        return watched(tool, call);
    }

    private ToolDecision decide(AgentTool tool, ToolCall call) {
        try {
            return policy.decide(call, tool.effect());
        } catch (RuntimeException e) {
            LOG.warn("The tool policy failed on '{}', which counts as a denial: {}", call.tool(), e.toString());
            return ToolDecision.deny("the policy could not decide");
        }
    }

    private Result watched(AgentTool tool, ToolCall call) {
        Observation observation = observer.began(Operation.of(Operation.Kind.TOOL, call.tool(), agent, call.context()));
        Stopwatch watch = Stopwatch.start();
        Observation.Scope scope = observation.open();
        Result result;
        try {
            result = execute(tool, call);
        } finally {
            scope.close();
        }
        observation.ended(Completion.of(watch.elapsed(), result.ran() ? null : "tool_failed"));
        return result;
    }

    /** The model is told that a tool failed, not how: a message may hold what it must not see. */
    private static Result execute(AgentTool tool, ToolCall call) {
        try {
            String result = tool.run(call);
            return result.length() <= MAX_RESULT
                    ? new Result(true, result)
                    : new Result(false, "The result was longer than " + MAX_RESULT + " characters. Ask for less.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(false, "The tool was interrupted.");
        } catch (Exception e) {
            LOG.warn("Tool '{}' failed: {}", call.tool(), e.getClass().getSimpleName());
            return new Result(false, "The tool '" + call.tool() + "' failed.");
        }
    }
}
