package io.llmops.api.agent;

/** An agent that is ready to run. Thread-safe; runs do not share state. */
public interface Agent {

    /** Its name, which is also the scenario that its calls are booked under. */
    String name();

    /**
     * Starts a run.
     *
     * @throws IllegalArgumentException if {@code task} is blank
     */
    AgentRun start(String task);
}
