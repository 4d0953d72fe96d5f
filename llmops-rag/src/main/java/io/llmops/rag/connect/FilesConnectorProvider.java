package io.llmops.rag.connect;

import io.llmops.api.connect.Connector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.ConnectorProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Makes {@link Connectors#files} connectors from a path, under the name {@code files}. It has no settings. */
public final class FilesConnectorProvider implements ConnectorProvider {

    /** The name of this provider. */
    public static final String NAME = "files";

    /** Called by {@link java.util.ServiceLoader}. */
    public FilesConnectorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /**
     * A connector over a folder or file.
     *
     * @param location the path, absolute or relative to the working directory
     * @param settings must be empty
     * @throws ConfigurationException if the location is blank or no path, or if there are settings
     */
    @Override
    public Connector connector(String location, Map<String, String> settings) {
        if (!settings.isEmpty()) {
            throw new ConfigurationException("The connector " + NAME + " has no settings: remove "
                    + String.join(", ", settings.keySet().stream().sorted().toList()));
        }
        if (location.isBlank()) {
            throw new ConfigurationException("The connector " + NAME + " needs a path of a folder or file");
        }
        try {
            return Connectors.files(Path.of(location));
        } catch (InvalidPathException e) {
            throw new ConfigurationException("Not a path: " + location + "; give the path of a folder or file", e);
        }
    }
}
