package io.llmops.agent.plan;

import io.llmops.api.agent.AgentResult;
import io.llmops.api.agent.AgentRun;
import io.llmops.api.agent.AgentServices;
import io.llmops.api.agent.AgentStep;
import io.llmops.api.agent.StopReason;
import io.llmops.api.exception.AgentException;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.LlmOpsException;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.api.observe.Stopwatch;
import java.time.Duration;
import java.util.Locale;
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
            agent.services().within(agent.services().context().run(id), this::watched);
        } catch (Throwable t) {
            result.completeExceptionally(t);
            throw t;
        }
    }

    private void watched() {
        AgentServices services = agent.services();
        Observation observation = services.observer()
                .began(Operation.of(
                        Operation.Kind.AGENT,
                        agent.name(),
                        agent.name(),
                        services.context().run(id)));
        Stopwatch watch = Stopwatch.start();
        Observation.Scope scope = observation.open();
        AgentResult ended;
        try {
            ended = work();
        } catch (Throwable t) {
            observation.ended(Completion.of(watch.elapsed(), t.getClass().getSimpleName()));
            throw t;
        } finally {
            scope.close();
        }
        StopReason reason = ended.stopReason();
        observation.ended(Completion.of(
                watch.elapsed(),
                reason == StopReason.FINISHED ? null : reason.name().toLowerCase(Locale.ROOT)));
        result.complete(ended);
    }

    private AgentResult work() {
        try {
            Ending ending = agent.plan().work(task, journal);
            journal.note(AgentStep.Kind.ANSWER, "", ending.text());
            return end(ending.text(), ending.reason(), null);
        } catch (Stop stop) {
            return end("", stop.reason(), null);
        } catch (BudgetExceededException e) {
            return end("", StopReason.MONEY_LIMIT, e.code());
        } catch (LlmOpsException e) {
            return end("", StopReason.ERROR, e.code());
        } catch (RuntimeException e) {
            return end("", StopReason.ERROR, e.getClass().getSimpleName());
        }
    }

    private AgentResult end(String text, StopReason reason, @Nullable String error) {
        return new AgentResult(
                text, reason, journal.steps(), journal.usage(), journal.cost().orElse(null), error);
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
