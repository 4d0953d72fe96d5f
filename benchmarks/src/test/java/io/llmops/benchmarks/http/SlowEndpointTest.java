package io.llmops.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowEndpointTest {

    @Test
    void should_answer_every_call_of_a_round_and_none_before_its_time() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (SlowEndpoint endpoint = SlowEndpoint.start(Duration.ofMillis(20))) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.baseUrl()))
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            Client side = new Client(
                    "bare", () -> client.send(request, BodyHandlers.ofString()).body());
            side.round(threads, 40, 8, true);
            assertThat(side.callsPerSecond()).isPositive().isLessThanOrEqualTo(8 / 0.020);
        } finally {
            threads.shutdownNow();
        }
    }
}
