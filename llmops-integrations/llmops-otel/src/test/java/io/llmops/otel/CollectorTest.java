package io.llmops.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports to a real OpenTelemetry Collector on loopback and reads what it received. */
@Timeout(90)
class CollectorTest {

    private static final String VARIABLE = "LLMOPS_OTELCOL";

    @TempDir
    private Path directory;

    @Test
    void should_reach_a_real_collector_with_span_and_metrics() throws Exception {
        String program = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
        assumeTrue(!program.isBlank(), "no collector: run dev/telemetry-tools.sh and set " + VARIABLE);
        int port = freePort();
        Process collector = new ProcessBuilder(program, "--config", config(port).toString())
                .redirectErrorStream(true)
                .start();
        collector
                .onExit()
                .orTimeout(60, TimeUnit.SECONDS)
                .exceptionally(
                        late -> { // ends a read that waits for ever
                            collector.destroyForcibly();
                            return collector;
                        });
        try (BufferedReader log = collector.inputReader()) {
            await(log, Set.of("Everything is ready"));
            export("http://127.0.0.1:" + port);

            assertThat(await(log, Set.of("llmops.outcome", "gen_ai.client.token.usage")))
                    .contains("chat gpt-asked")
                    .contains("gen_ai.usage.input_tokens: Int(10)")
                    .contains("llmops.scenario: Str(客服)")
                    .doesNotContain("weather");
        } finally {
            collector.destroy();
            assertThat(collector.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void export(String url) {
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                        .setEndpoint(url + "/v1/traces")
                                        .build())
                                .build())
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(PeriodicMetricReader.create(OtlpHttpMetricExporter.builder()
                                .setEndpoint(url + "/v1/metrics")
                                .build()))
                        .build())
                .build();
        try (sdk;
                OpenTelemetryObserver observer = new OpenTelemetryObserver(sdk);
                LlmOps ops =
                        LlmOps.builder().discovery(false).observer(observer).build()) {
            ChatModel model = ops.scenario("客服").wrap((ChatModel)
                    ScriptedChatModel.of(ScriptedReply.text("fine")).named("gpt-asked"));
            assertThat(model.chat("How is the weather?")).isEqualTo("fine");
        }
    }

    private Path config(int port) throws IOException {
        return Files.writeString(directory.resolve("collector.yaml"), """
                receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
                exporters: {debug: {verbosity: detailed}}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines:
                    traces: {receivers: [otlp], exporters: [debug]}
                    metrics: {receivers: [otlp], exporters: [debug]}
                """.formatted(port));
    }

    /** Everything up to the line by which all the words have come, in any order. */
    private static String await(BufferedReader log, Set<String> words) throws IOException {
        Set<String> missing = new HashSet<>(words);
        StringBuilder text = new StringBuilder();
        while (!missing.isEmpty()) {
            String line = log.readLine();
            if (line == null) {
                throw new AssertionError("the collector stopped without a word of " + missing + ": " + text);
            }
            text.append(line).append('\n');
            missing.removeIf(line::contains);
        }
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
