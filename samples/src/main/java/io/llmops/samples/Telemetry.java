package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.micrometer.MeterObserver;
import io.llmops.otel.OpenTelemetryObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** Spans for OpenTelemetry and meters for Micrometer, from the instances that the application has already. */
public final class Telemetry {

    private Telemetry() {}

    static void run(OpenTelemetry openTelemetry, MeterRegistry registry, ChatModel openAi) {
        // snippet: observe
        try (OpenTelemetryObserver spans = new OpenTelemetryObserver(openTelemetry);
                LlmOps ops = LlmOps.builder()
                        .observer(spans)
                        .observer(new MeterObserver(registry))
                        .build()) {
            ChatModel model = ops.scenario("support").wrap(openAi);
            model.chat("The display stays dark. What can I try?");
        }
        // end
    }
}
