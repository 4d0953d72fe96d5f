package io.llmops.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lets a real Prometheus scrape the meters on loopback, and asks it what it read. */
@Timeout(400)
class PrometheusTest {

    private static final String VARIABLE = "LLMOPS_PROMETHEUS";

    @TempDir
    private Path directory;

    /** Counts down once a scrape; when the third begins, the first two are stored. */
    private final CountDownLatch scrapes = new CountDownLatch(3);

    @Test
    void should_be_read_by_a_real_prometheus() throws Exception {
        String program = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
        assumeTrue(!program.isBlank(), "no Prometheus: run dev/telemetry-tools.sh and set " + VARIABLE);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        calls(registry);
        HttpServer application = serve(registry);
        int port = freePort();
        Process prometheus = prometheus(program, port, application.getAddress().getPort());
        try {
            assertThat(scrapes.await(300, TimeUnit.SECONDS)).as("scraped").isTrue();
            assertThat(query(port, "llmops_tokens_total{type=\"output\"}")).contains("\"scenario\":\"客服\"", "\"15\"");
            assertThat(query(port, "llmops_call_duration_seconds_count")).contains("\"3\"");
        } finally {
            prometheus.destroy();
            application.stop(0);
            assertThat(prometheus.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void calls(PrometheusMeterRegistry registry) {
        try (LlmOps ops = LlmOps.builder()
                .discovery(false)
                .observer(new MeterObserver(registry))
                .build()) {
            var model = ops.scenario("客服").wrap((ChatModel)
                    ScriptedChatModel.answering(r -> ScriptedReply.text("fine")).named("m"));
            for (int i = 0; i < 3; i++) {
                model.chat("hello");
            }
        }
    }

    private HttpServer serve(PrometheusMeterRegistry registry) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            scrapes.countDown();
            byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Process prometheus(String program, int port, int target) throws IOException {
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: llmops
                    scrape_interval: 1s
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(target));
        return new ProcessBuilder(
                        program,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private static String query(int port, String expression) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
