package io.llmops.agent.plan;

import io.llmops.api.agent.Agent;
import io.llmops.api.agent.AgentRun;
import io.llmops.api.agent.AgentServices;

/** An agent that goes about each task by one plan. */
record PlannedAgent(String name, AgentServices services, Plan plan) implements Agent {

    /** How a task is done; takes its steps through the journal, which stops it at a limit. */
    interface Plan {
        /** Does the task and ends the journal; throws {@link Stop} at a limit. */
        Ending work(String task, Journal journal);
    }

    @Override
    public AgentRun start(String task) {
        if (task.isBlank()) {
            throw new IllegalArgumentException("a task must not be blank");
        }
        Run run = new Run(this, task);
        services.executor().execute(run);
        return run;
    }
}
