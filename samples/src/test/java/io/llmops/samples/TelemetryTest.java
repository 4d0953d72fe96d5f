package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TelemetryTest {

    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    @Test
    void should_give_a_span_and_a_timer_for_the_call() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        Telemetry.run(
                OTEL.getOpenTelemetry(),
                registry,
                ScriptedChatModel.of(ScriptedReply.text("Change the battery.")).named("m"));

        assertThat(OTEL.getSpans()).singleElement().satisfies(s -> assertThat(s.getName())
                .isEqualTo("chat m"));
        assertThat(registry.get("llmops.call.duration").timer().count()).isEqualTo(1);
    }
}
