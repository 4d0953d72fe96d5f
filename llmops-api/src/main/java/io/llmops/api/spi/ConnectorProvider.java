package io.llmops.api.spi;

import io.llmops.api.connect.Connector;
import java.util.Map;

/** Makes connectors of one kind, such as {@code files}. */
public interface ConnectorProvider extends Provider {

    /**
     * A connector.
     *
     * @param location where the source is, in the provider's own form: a path, a JDBC URL
     * @param settings settings of the provider's own, by name
     * @throws io.llmops.api.exception.ConfigurationException if a setting is missing or wrong
     */
    Connector connector(String location, Map<String, String> settings);
}
