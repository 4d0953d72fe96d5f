package io.llmops.api.tool;

import dev.langchain4j.agent.tool.ToolSpecification;

/** A tool that an agent may call, through the policy's executor and through nothing else. Implementations are thread-safe. */
public interface AgentTool {

    /** Name, description and the schema of the arguments, as the model sees them. */
    ToolSpecification specification();

    /** What running it can change. */
    ToolEffect effect();

    /**
     * Runs the tool. Only the tool policy's executor calls this, after the arguments were checked.
     *
     * @return what the model is told; untrusted text
     * @throws Exception if it fails; the model is told that it failed, never the message
     */
    String run(ToolCall call) throws Exception;
}
