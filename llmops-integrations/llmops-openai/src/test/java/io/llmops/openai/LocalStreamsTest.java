package io.llmops.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.llmops.LlmOps;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ModelSpec;
import io.llmops.test.StreamRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams of a real model, started by {@code dev/local-model.sh start}, through the gateway: what the ledger keeps of them
 * is compared with the server's own counters.
 */
@Timeout(1_800)
class LocalStreamsTest {

    private static final String VARIABLE = "LLMOPS_LOCAL_MODEL_URL";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int MAX_TOKENS = 32;
    private static final int STREAMS = 40;
    private static final int TOKENS_OFF = 16;
    /** Of streams that are cancelled: so many that the server would be busy for minutes if it went on. */
    private static final int ENDLESS = 1_000;

    private final LlmOps ops = LlmOps.builder().provider(new OpenAiProvider()).build();
    private final HttpClient client = HttpClient.newHttpClient();
    private String url = "";
    private StreamingChatModel model;

    @BeforeEach
    void find() throws Exception {
        url = Optional.ofNullable(System.getProperty(VARIABLE, System.getenv(VARIABLE)))
                .orElse("");
        assumeTrue(!url.isBlank(), "no local model: start one with dev/local-model.sh and set " + VARIABLE);
        ModelSpec spec = ModelSpec.builder(ModelRef.parse("openai/smollm2"))
                .baseUrl(url)
                .timeout(PATIENCE)
                .settings(Map.of("temperature", "0", "seed", "1", "maxOutputTokens", Integer.toString(MAX_TOKENS)))
                .build();
        model = ops.scenario("local")
                .gateway(g -> g.streamLimits(PATIENCE, PATIENCE, PATIENCE))
                .wrap(new OpenAiProvider().streamingChatModel(spec).orElseThrow());
        awaitIdle(PATIENCE);
    }

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_book_exactly_what_the_server_counted_for_streams_that_complete() throws Exception {
        Counters before = counters();
        List<StreamRecord> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS / 2; i++) {
            streams.add(start(i, MAX_TOKENS, new StreamRecord()));
        }
        awaitAll(streams);

        Counters counted = counters().minus(before);
        assertThat(streams).allSatisfy(s -> assertThat(s.errors()).isEmpty());
        Usage booked = sum(records(Outcome.OK));
        assertThat(booked.quality()).isEqualTo(Usage.Quality.MEASURED);
        assertThat(booked.tokens(TokenClass.FRESH_INPUT)).isEqualTo(counted.prompt());
        assertThat(booked.tokens(TokenClass.CACHE_READ)).isEqualTo(counted.cached());
        assertThat(booked.output()).isEqualTo(counted.output());
    }

    @Test
    void should_free_the_server_soon_and_estimate_what_was_cancelled() throws Exception {
        Counters before = counters();
        List<StreamRecord> whole = new ArrayList<>();
        List<StreamRecord> cancelled = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            if (i % 2 == 0) {
                whole.add(start(i, MAX_TOKENS, new StreamRecord()));
            } else {
                cancelled.add(start(i, ENDLESS, StreamRecord.cancelAfter(MAX_TOKENS / 2)));
            }
        }
        awaitAll(whole);
        awaitAll(cancelled);
        assertThat(whole).allSatisfy(s -> assertThat(s.errors()).isEmpty());
        Duration idle = awaitIdle(Duration.ofSeconds(30));
        System.out.println("idle " + idle.toMillis() + " ms after the last stream");

        Counters counted = counters().minus(before);
        List<CallRecord> estimates = records(Outcome.CANCELLED);
        assertThat(records(Outcome.OK)).hasSize(STREAMS / 2);
        assertThat(estimates).hasSize(STREAMS / 2).allSatisfy(record -> {
            assertThat(record.usage().quality()).isEqualTo(Usage.Quality.ESTIMATED);
            assertThat(record.usage().output()).isBetween(MAX_TOKENS / 2L, MAX_TOKENS / 2L + TOKENS_OFF);
        });
        Usage measured = sum(records(Outcome.OK));
        Usage estimated = sum(estimates);
        System.out.println("cancelled: booked " + estimated + ", counted " + counted + " less completed " + measured);
        long off = (long) TOKENS_OFF * estimates.size();
        assertThat(counted.output() - measured.output() - estimated.output()).isBetween(-off, off);
        assertThat(counted.prompt() + counted.cached() - measured.input() - estimated.input())
                .isBetween(-off, off);
    }

    private StreamRecord start(int number, int maxTokens, StreamRecord stream) {
        model.chat(
                ChatRequest.builder()
                        .messages(
                                SystemMessage.from("You tell long stories."),
                                UserMessage.from("Tell a long story about " + (number + 2) + " dragons."))
                        .maxOutputTokens(maxTokens)
                        .build(),
                stream);
        return stream;
    }

    private static void awaitAll(List<StreamRecord> streams) throws InterruptedException {
        for (StreamRecord stream : streams) {
            stream.await(PATIENCE);
        }
    }

    private List<CallRecord> records(Outcome outcome) {
        return ops.records(LedgerQuery.all()).stream()
                .filter(record -> record.outcome() == outcome)
                .toList();
    }

    private static Usage sum(List<CallRecord> records) {
        return records.stream().map(CallRecord::usage).reduce(Usage.none(), Usage::plus);
    }

    /** How long it took. */
    private Duration awaitIdle(Duration within) throws Exception {
        long start = System.nanoTime();
        while (!counters().idle()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the server is idle within " + within)
                    .isLessThan(within);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Counters counters() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url).resolve("/metrics")).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assumeTrue(
                response.statusCode() == 200,
                "the local model has no counters, which " + VARIABLE + " of dev/local-model.sh has");
        Map<String, Double> metrics = new HashMap<>();
        response.body()
                .lines()
                .filter(line -> line.startsWith("llamacpp:"))
                .map(line -> line.substring("llamacpp:".length()).split(" "))
                .forEach(parts -> metrics.put(parts[0], Double.valueOf(parts[1])));
        return new Counters(
                metrics.getOrDefault("prompt_tokens_total", 0.0).longValue(),
                metrics.getOrDefault("prompt_tokens_cached_total", 0.0).longValue(),
                metrics.getOrDefault("tokens_predicted_total", 0.0).longValue(),
                metrics.getOrDefault("requests_processing", 0.0) + metrics.getOrDefault("requests_deferred", 0.0) == 0);
    }

    /** What the server counted since it started, or between two looks, and whether it has nothing to do. */
    private record Counters(long prompt, long cached, long output, boolean idle) {

        Counters minus(Counters before) {
            return new Counters(prompt - before.prompt, cached - before.cached, output - before.output, idle);
        }
    }
}
