package io.llmops.api.spi;

import io.llmops.api.eval.Metric;
import java.util.Map;

/** Makes a metric of one kind. */
public interface MetricProvider extends Provider {

    /**
     * The metric.
     *
     * @param settings settings of the provider's own, by name
     * @throws io.llmops.api.exception.ConfigurationException if a setting is missing or wrong
     */
    Metric metric(Map<String, String> settings);
}
