package io.llmops.web;

import io.llmops.api.connect.Connector;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.EgressException;
import io.llmops.api.spi.ConnectorProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes {@link WebConnector}s from a URL, under the name {@code web}. What may be reached is that of a new {@link
 * EgressClient}: https, port 443, public addresses.
 */
public final class WebConnectorProvider implements ConnectorProvider {

    /** The name of this provider. */
    public static final String NAME = "web";

    private static final String SITEMAP = "sitemap";
    private static final String EXCLUDE = "exclude";
    private static final String MAX_PAGES = "maxPages";
    private static final String MAX_DEPTH = "maxDepth";
    private static final List<String> SETTINGS = List.of(SITEMAP, EXCLUDE, MAX_PAGES, MAX_DEPTH);

    /** Called by {@link java.util.ServiceLoader}. */
    public WebConnectorProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /**
     * A connector over a site.
     *
     * @param location the page to begin at, or a sitemap
     * @param settings {@code sitemap} ({@code true} where the location is one), {@code exclude} (a path prefix), {@code
     *     maxPages}, {@code maxDepth}
     * @throws ConfigurationException if the location is no URL that can be fetched, or a setting is unknown or wrong
     */
    @Override
    public Connector connector(String location, Map<String, String> settings) {
        TreeSet<String> unknown = new TreeSet<>(settings.keySet());
        SETTINGS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    "The connector " + NAME + " has no setting " + unknown.first() + ": it has " + SETTINGS);
        }
        try {
            WebConnector.Builder builder =
                    WebConnector.builder(EgressClient.builder().build());
            if (Boolean.parseBoolean(settings.getOrDefault(SITEMAP, "false"))) {
                builder.sitemap(location);
            } else {
                builder.page(location);
            }
            if (settings.containsKey(EXCLUDE)) {
                builder.exclude(settings.getOrDefault(EXCLUDE, ""));
            }
            builder.maxPages(number(settings, MAX_PAGES, WebConnector.DEFAULT_MAX_PAGES));
            builder.maxDepth(number(settings, MAX_DEPTH, WebConnector.DEFAULT_MAX_DEPTH));
            return builder.build();
        } catch (IllegalArgumentException | EgressException e) {
            throw new ConfigurationException("The connector " + NAME + ": " + e.getMessage(), e);
        }
    }

    private static int number(Map<String, String> settings, String name, int otherwise) {
        String value = settings.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number: " + value, e);
        }
    }
}
