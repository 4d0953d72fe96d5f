package io.llmops.api.agent;

/** Describes a kind of agent and its tools; llmops-agent has the kinds. Immutable. */
public interface AgentSpec {

    /** The agent's name; also the scenario that its calls are booked under unless another is named. */
    String name();

    /** Builds the agent on what the host gives it. */
    Agent build(AgentServices services);
}
