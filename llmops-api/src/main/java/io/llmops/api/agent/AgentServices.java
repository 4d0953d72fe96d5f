package io.llmops.api.agent;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.model.CallContext;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.OperationObserver;
import io.llmops.api.tool.ToolPolicy;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What the host gives an agent. Every model call of the agent goes through {@link #model()}. */
public interface AgentServices {

    /** The gateway's model. */
    ChatModel model();

    /** Hard limits of each run. */
    AgentLimits limits();

    /** Decides which tool calls may run. */
    ToolPolicy policy();

    /** Where runs are carried out. */
    Executor executor();

    /** The clock by which time limits are kept. */
    Clock clock();

    /** Told each step as it is done; must not block. */
    Consumer<AgentStep> listener();

    /** The context that was open when the agent was built; each run adds its id. */
    CallContext context();

    /** Told of the run and of each tool as they begin and end; it never throws. */
    default OperationObserver observer() {
        return operation -> Observation.NONE;
    }

    /** Runs a piece of work under a context, so that its model calls are booked under it. */
    void within(CallContext context, Runnable work);

    /** The ledger's records of a run so far. */
    List<CallRecord> records(String run);
}
