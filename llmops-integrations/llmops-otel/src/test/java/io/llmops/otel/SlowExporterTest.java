package io.llmops.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.model.CallContext;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Operation;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An exporter that blocks, behind a processor that exports at once: the worst that an application can configure. */
@Timeout(300)
class SlowExporterTest {

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger exported = new AtomicInteger();

    @Test
    void should_hold_no_call_up_and_count_each_operation_that_it_drops() {
        int calls = 3 * Handoff.CAPACITY;
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(blocked()))
                        .build())
                .build();
        OpenTelemetryObserver observer = new OpenTelemetryObserver(sdk);
        for (int i = 0; i < calls; i++) {
            observer.began(Operation.of(Operation.Kind.TOOL, "t", "s", CallContext.empty()))
                    .ended(Completion.of(Duration.ZERO, null));
        }
        assertThat(observer.dropped()).isBetween((long) calls - Handoff.CAPACITY - 1, (long) calls - Handoff.CAPACITY);
        open.countDown();
        observer.close();
        assertThat(exported.get() + observer.dropped()).isEqualTo(calls);
        sdk.close();
    }

    private SpanExporter blocked() {
        return new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exported.addAndGet(spans.size());
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
    }
}
