package io.llmops.benchmarks.http;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.llmops.LlmOps;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.openai.OpenAiProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thousand chats with a loopback endpoint that takes 50 ms, 256 and 64 at once: the JDK's bare {@code HttpClient.send},
 * llmops-openai alone and behind the gateway, and LangChain4j's own OpenAI client, in turn in one process. Prints medians of the
 * rounds, their share of the ideal (as many waves of 50 ms as it takes, without any work), and the ratio to the bare client.
 *
 * <p>System properties: {@code calls} (1000), {@code rounds} (15), {@code atOnce} (256,64), {@code threads}
 * ({@code virtual} where the JDK has them, else {@code pool}).
 */
public final class HttpThroughput {

    private static final Duration DELAY = Duration.ofMillis(50);
    private static final int WARM_UP = 5;
    private static final String QUESTION = "How many days of leave carry over into the next year?";
    private static final String BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}],\"stream\":false}";

    private HttpThroughput() {}

    /** Runs the comparison; arguments are ignored. */
    public static void main(String[] arguments) throws Exception {
        int calls = Integer.getInteger("calls", 1000);
        int rounds = Integer.getInteger("rounds", 15);
        boolean virtual = Runtime.version().feature() >= 21
                && System.getProperty("threads", "virtual").equals("virtual");
        System.out.printf(
                "%d calls a round, %d rounds, %d processors, Java %s, %s%n",
                calls,
                rounds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                virtual ? "virtual threads" : "a pool of threads");
        for (String atOnce : System.getProperty("atOnce", "256,64").split(",")) {
            run(calls, rounds, Integer.parseInt(atOnce), virtual);
        }
    }

    private static void run(int calls, int rounds, int atOnce, boolean virtual) throws Exception {
        ExecutorService threads = virtual ? virtualThreads() : Executors.newFixedThreadPool(atOnce);
        try (SlowEndpoint endpoint = SlowEndpoint.start(DELAY);
                LlmOps ops = LlmOps.builder().build()) {
            ChatModel alone = ours(endpoint);
            ChatModel ours = ops.scenario("benchmark").wrap(alone);
            ChatModel theirs = theirs(endpoint);
            List<Client> clients = List.of(
                    new Client("HttpClient.send", bare(endpoint)),
                    new Client("llmops-openai alone", () -> alone.chat(QUESTION)),
                    new Client("llmops-openai", () -> ours.chat(QUESTION)),
                    new Client("langchain4j-open-ai", () -> theirs.chat(QUESTION)));
            for (int round = -WARM_UP; round < rounds; round++) {
                // Each round begins with another, since what one leaves behind hits the next.
                for (int i = 0; i < clients.size(); i++) {
                    clients.get(Math.floorMod(i + round, clients.size())).round(threads, calls, atOnce, round >= 0);
                }
            }
            report(clients, calls, atOnce);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void report(List<Client> clients, int calls, int atOnce) {
        int waves = (calls + atOnce - 1) / atOnce;
        double ideal = calls / (waves * DELAY.toNanos() / 1e9);
        double bare = clients.get(0).callsPerSecond();
        System.out.printf("%n%d at once, ideal %.0f calls/s%n", atOnce, ideal);
        for (Client client : clients) {
            System.out.printf(
                    "%-20s %7.0f calls/s %5.1f %% of ideal %6.3f of HttpClient.send %5.0f us of CPU a call%n",
                    client.name(),
                    client.callsPerSecond(),
                    100 * client.callsPerSecond() / ideal,
                    client.callsPerSecond() / bare,
                    client.cpuMicros());
        }
    }

    private static java.util.concurrent.Callable<String> bare(SlowEndpoint endpoint) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.baseUrl() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        return () -> client.send(request, BodyHandlers.ofString()).body();
    }

    private static ChatModel ours(SlowEndpoint endpoint) {
        return new OpenAiProvider()
                .chatModel(ModelSpec.builder(ModelRef.parse("openai/m"))
                        .baseUrl(endpoint.baseUrl())
                        .environment(name -> null)
                        .build());
    }

    private static ChatModel theirs(SlowEndpoint endpoint) {
        return OpenAiChatModel.builder()
                .baseUrl(endpoint.baseUrl())
                .apiKey("none")
                .modelName("m")
                .maxRetries(0)
                .build();
    }

    /** By name, since the code is compiled for Java 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
