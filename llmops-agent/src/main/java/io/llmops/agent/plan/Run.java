package io.llmops.agent.plan;

import io.llmops.api.agent.AgentResult;
import io.llmops.api.agent.AgentRun;
import io.llmops.api.agent.AgentStep;
import io.llmops.api.agent.StopReason;
import io.llmops.api.exception.AgentException;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.LlmOpsException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One run of an agent: works on the host's executor and ends with a result, whatever happens. */
final class Run implements AgentRun, Runnable {

    private final PlannedAgent agent;
    private final String task;
    private final String id = UUID.randomUUID().toString();
    private final Journal journal;
    private final CompletableFuture<AgentResult> result = new CompletableFuture<>();

    Run(PlannedAgent agent, String task) {
        this.agent = agent;
        this.task = task;
        this.journal = new Journal(agent.services(), agent.services().context().run(id));
    }

    @Override
    public void run() {
        try {
            agent.services().within(agent.services().context().run(id), this::work);
        } catch (Throwable t) {
            result.completeExceptionally(t);
            throw t;
        }
    }

    private void work() {
        try {
            Ending ending = agent.plan().work(task, journal);
            journal.note(AgentStep.Kind.ANSWER, "", ending.text());
            end(ending.text(), ending.reason(), null);
        } catch (Stop stop) {
            end("", stop.reason(), null);
        } catch (BudgetExceededException e) {
            end("", StopReason.MONEY_LIMIT, e.code());
        } catch (LlmOpsException e) {
            end("", StopReason.ERROR, e.code());
        } catch (RuntimeException e) {
            end("", StopReason.ERROR, e.getClass().getSimpleName());
        }
    }

    private void end(String text, StopReason reason, @Nullable String error) {
        result.complete(new AgentResult(
                text, reason, journal.steps(), journal.usage(), journal.cost().orElse(null), error));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public AgentResult await(Duration timeout) {
        try {
            return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AgentException("agent '" + agent.name() + "' has not ended within " + timeout
                    + "; it goes on: await it longer, or cancel it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AgentException("waiting for agent '" + agent.name() + "' was interrupted; it goes on");
        } catch (ExecutionException e) {
            throw new AgentException("agent '" + agent.name() + "' broke down: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public CompletableFuture<AgentResult> result() {
        return result.copy();
    }

    @Override
    public void cancel() {
        journal.cancel();
    }
}
