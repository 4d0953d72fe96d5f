package io.llmops.api.spi;

import io.llmops.api.tool.AgentTool;
import java.util.List;
import java.util.Map;

/** Makes a set of tools. */
public interface ToolProvider extends Provider {

    /**
     * The tools.
     *
     * @param settings settings of the provider's own, by name
     * @throws io.llmops.api.exception.ConfigurationException if a setting is missing or wrong
     */
    List<AgentTool> tools(Map<String, String> settings);
}
