package io.llmops.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.LlmOps;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.test.HashEmbeddingModel;
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
@Timeout(400)
class CollectorTest {

    private static final String VARIABLE = "LLMOPS_OTELCOL";

    @TempDir
    private Path directory;

    @Test
    void should_reach_a_real_collector_with_span_and_metrics() throws Exception {
        assertThat(received(
                        Profile.V1_41,
                        Set.of(
                                "chat gpt-asked",
                                "embeddings tiny",
                                "Status code    : Error",
                                "gen_ai.client.token.usage",
                                "gen_ai.client.operation.duration")))
                .contains("chat gpt-asked")
                .contains("llmops.outcome: Str(ok)")
                .contains("gen_ai.usage.input_tokens: Int(10)")
                .contains("llmops.scenario: Str(客服)")
                .contains("embeddings tiny", "gen_ai.operation.name: Str(embeddings)")
                .contains("Status code    : Error", "error.type: Str(TimeoutException)")
                .doesNotContain("weather", "sk-123", "天气");
    }

    @Test
    void should_reach_a_real_collector_with_the_latest_conventions() throws Exception {
        assertThat(received(
                        Profile.LATEST,
                        Set.of(
                                "chat gpt-asked",
                                "embeddings tiny",
                                "Status code    : Error",
                                "gen_ai.client.inference.usage.input_tokens",
                                "gen_ai.client.inference.operation.output_tokens",
                                "gen_ai.client.inference.duration")))
                .contains("chat gpt-asked", "embeddings tiny")
                .doesNotContain("gen_ai.client.token.usage", "gen_ai.client.operation.duration")
                .doesNotContain("weather", "sk-123", "天气");
    }

    /** What a collector printed of one answer, one failure and one embedding, until all the words have come. */
    private String received(Profile profile, Set<String> words) throws Exception {
        String program = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
        assumeTrue(!program.isBlank(), "no collector: run dev/telemetry-tools.sh and set " + VARIABLE);
        int port = freePort();
        Process collector = new ProcessBuilder(program, "--config", config(port).toString())
                .redirectErrorStream(true)
                .start();
        collector
                .onExit()
                .orTimeout(300, TimeUnit.SECONDS)
                .exceptionally(
                        late -> { // ends a read that waits for ever
                            collector.destroyForcibly();
                            return collector;
                        });
        try (BufferedReader log = collector.inputReader()) {
            await(log, Set.of("Everything is ready"));
            export("http://127.0.0.1:" + port, profile);
            return await(log, words);
        } finally {
            collector.destroy();
            assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void export(String url, Profile profile) {
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
                OpenTelemetryObserver observer = new OpenTelemetryObserver(sdk, profile);
                LlmOps ops = LlmOps.builder()
                        .discovery(false)
                        .provider(hashes())
                        .observer(observer)
                        .build()) {
            ChatModel model = ops.scenario("客服").wrap((ChatModel) ScriptedChatModel.of(
                            ScriptedReply.text("fine"), ScriptedReply.error(new TimeoutException("key sk-123")))
                    .named("gpt-asked"));
            assertThat(model.chat("How is the weather?")).isEqualTo("fine");
            assertThatThrownBy(() -> model.chat("天气怎么样？")).isInstanceOf(TimeoutException.class);
            ops.embeddingModel("hash/tiny", "客服").embed("天气");
        }
    }

    private static EmbeddingModelProvider hashes() {
        return new EmbeddingModelProvider() {
            @Override
            public String name() {
                return "hash";
            }

            @Override
            public EmbeddingModel embeddingModel(ModelSpec spec) {
                return new HashEmbeddingModel();
            }
        };
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
