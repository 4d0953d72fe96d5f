package io.llmops.eval.metric;

import io.llmops.api.eval.Metric;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.MetricProvider;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Offers {@link TextMetrics} by name. Public for {@link java.util.ServiceLoader} only. */
public final class TextMetricProviders {

    private TextMetricProviders() {}

    /** Offers {@link TextMetrics#exact()}; has no settings. */
    public static final class Exact implements MetricProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Exact() {}

        @Override
        public String name() {
            return "exact";
        }

        @Override
        public Metric metric(Map<String, String> settings) {
            allow(Set.of(), settings, name());
            return TextMetrics.exact();
        }
    }

    /** Offers {@link TextMetrics#contains()}; has no settings. */
    public static final class Contains implements MetricProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Contains() {}

        @Override
        public String name() {
            return "contains";
        }

        @Override
        public Metric metric(Map<String, String> settings) {
            allow(Set.of(), settings, name());
            return TextMetrics.contains();
        }
    }

    /** Offers {@link TextMetrics#f1(double)}; setting {@code threshold}, {@value Metric#DEFAULT_THRESHOLD} by default. */
    public static final class F1 implements MetricProvider {
        private static final String THRESHOLD = "threshold";

        /** For {@link java.util.ServiceLoader}. */
        public F1() {}

        @Override
        public String name() {
            return "f1";
        }

        @Override
        public Metric metric(Map<String, String> settings) {
            allow(Set.of(THRESHOLD), settings, name());
            String threshold = settings.getOrDefault(THRESHOLD, Double.toString(Metric.DEFAULT_THRESHOLD));
            try {
                return TextMetrics.f1(Double.parseDouble(threshold));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "metric f1: threshold must be a number from 0 to 1, but is '" + threshold + "'", e);
            }
        }
    }

    /** Offers {@link TextMetrics#answered()}; has no settings. */
    public static final class Answered implements MetricProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Answered() {}

        @Override
        public String name() {
            return "answered";
        }

        @Override
        public Metric metric(Map<String, String> settings) {
            allow(Set.of(), settings, name());
            return TextMetrics.answered();
        }
    }

    private static void allow(Set<String> known, Map<String, String> settings, String metric) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    "metric " + metric + " has no setting " + unknown + "; known are " + new TreeSet<>(known));
        }
    }
}
