package io.llmops.otel;

import java.util.Set;

/** Attributes of a span that its metrics keep: those with few values. */
final class MetricKeys {

    static final Set<String> KEPT = Set.of(
            Keys.OPERATION.getKey(),
            Keys.PROVIDER.getKey(),
            Keys.REQUEST_MODEL.getKey(),
            Keys.DATA_SOURCE.getKey(),
            Keys.TOOL.getKey(),
            Keys.AGENT.getKey(),
            Keys.SCENARIO.getKey());

    private MetricKeys() {}
}
