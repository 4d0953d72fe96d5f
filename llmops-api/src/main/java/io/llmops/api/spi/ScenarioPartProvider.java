package io.llmops.api.spi;

import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.util.Map;

/**
 * Builds one part of a scenario that lives outside core, such as {@code knowledge}. Its {@link #name()} is the key in the
 * scenario's specification.
 */
public interface ScenarioPartProvider extends Provider {

    /** The settings that it understands; others are an error before {@link #build} is called. */
    JsonObjectSchema schema();

    /**
     * Builds the part: for {@code knowledge} an {@link io.llmops.api.knowledge.Knowledge}.
     *
     * @param settings checked against {@link #schema()}
     * @throws io.llmops.api.exception.ConfigurationException if a value is wrong; the message names the key
     */
    Object build(Map<String, Object> settings, PartContext context);
}
