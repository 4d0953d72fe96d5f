package io.llmops.jdbc.connect;

import io.llmops.api.connect.Connector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.ConnectorProvider;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes {@link JdbcConnector}s from settings, under the name {@code jdbc}: {@code table}, or {@code query} and {@code name};
 * {@code key}, with commas between columns; and as needed {@code user}, {@code password}, {@code template}, {@code version},
 * {@code deleted}, {@code zone} and, a key each, {@code metadata.KEY}.
 */
public final class JdbcConnectorProvider implements ConnectorProvider {

    /** The name of this provider. */
    public static final String NAME = "jdbc";

    private static final String METADATA = "metadata.";
    private static final Set<String> SETTINGS =
            Set.of("table", "query", "name", "key", "user", "password", "template", "version", "deleted", "zone");

    /** Called by {@link java.util.ServiceLoader}. */
    public JdbcConnectorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /**
     * A connector.
     *
     * @param location a JDBC URL
     * @throws ConfigurationException if the URL is none, or a setting is missing, wrong or unknown
     */
    @Override
    public Connector connector(String location, Map<String, String> settings) {
        check(settings);
        try {
            JdbcConnector.Builder builder = JdbcConnector.builder(location);
            apply(settings, "table", builder::table);
            if (settings.containsKey("query")) {
                builder.query(settings.getOrDefault("name", ""), settings.getOrDefault("query", ""));
            }
            apply(settings, "key", columns -> builder.key(columns.strip().split("\\s*,\\s*")));
            apply(settings, "user", builder::user);
            apply(settings, "password", builder::password);
            apply(settings, "template", builder::template);
            apply(settings, "version", builder::version);
            apply(settings, "deleted", builder::deleted);
            apply(settings, "zone", zone -> builder.zone(ZoneId.of(zone)));
            settings.forEach((name, column) -> {
                if (name.startsWith(METADATA)) {
                    builder.metadata(name.substring(METADATA.length()), column);
                }
            });
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
            throw new ConfigurationException("The connector " + NAME + ": " + e.getMessage(), e);
        }
    }

    private static void check(Map<String, String> settings) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeIf(name -> SETTINGS.contains(name) || name.startsWith(METADATA));
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("The connector " + NAME + " has no setting " + String.join(", ", unknown)
                    + "; there are " + String.join(", ", new TreeSet<>(SETTINGS)) + " and metadata.KEY");
        }
        if (settings.containsKey("table") == settings.containsKey("query")) {
            throw new ConfigurationException(
                    "The connector " + NAME + " needs either table, or query with the name that ids begin with");
        }
    }

    private static void apply(Map<String, String> settings, String name, Consumer<String> setter) {
        String value = settings.get(name);
        if (value != null) {
            setter.accept(value);
        }
    }
}
