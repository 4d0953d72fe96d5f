package io.llmops.benchmarks.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.llmops.api.model.Money;
import io.llmops.core.budget.Budget;
import io.llmops.core.gateway.ModelGateway;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a call costs beside the model, which answers at once: called directly, through LangChain4j's AiServices, through
 * four decorators of resilience4j, and through the gateway with all its policies and a ledger record. One thread, sides
 * in turn, every call timed; medians and 99th percentiles of the last rounds are printed in microseconds.
 *
 * <p>System properties: {@code rounds} (7, of which the first two only warm up), {@code calls} a round and side (50000).
 */
public final class GatewayOverhead {

    private static final int WARM_UP = 2;

    private GatewayOverhead() {}

    interface Assistant {
        String chat(String question);
    }

    /** A model that answers at once. */
    private static final class Prompt implements ChatModel {
        private final ChatResponse response = ChatResponse.builder()
                .aiMessage(AiMessage.from("yes"))
                .modelName("gpt-4o-mini")
                .tokenUsage(new TokenUsage(10, 1))
                .build();

        @Override
        public ChatResponse doChat(ChatRequest request) {
            return response;
        }
    }

    /** Runs the comparison; arguments are ignored. */
    public static void main(String[] arguments) {
        int rounds = Integer.getInteger("rounds", 7);
        int calls = Integer.getInteger("calls", 50_000);
        ChatModel model = new Prompt();
        Assistant assistant = AiServices.create(Assistant.class, model);
        Supplier<String> decorated = decorated(model);
        try (ModelGateway gateway = gateway(model)) {
            Map<String, Supplier<String>> sides = new LinkedHashMap<>();
            sides.put("direct", () -> model.chat("question"));
            sides.put("AiServices", () -> assistant.chat("question"));
            sides.put("resilience4j", decorated);
            sides.put("gateway", () -> gateway.chat("question"));
            System.out.printf("Java %s, %d calls a round%n", Runtime.version(), calls);
            System.out.printf("%-14s %10s %10s%n", "side", "median us", "p99 us");
            measure(sides, rounds, calls)
                    .forEach((side, nanos) -> System.out.printf(
                            "%-14s %10.2f %10.2f%n", side, at(nanos, 0.5) / 1e3, at(nanos, 0.99) / 1e3));
        }
    }

    private static Map<String, long[]> measure(Map<String, Supplier<String>> sides, int rounds, int calls) {
        Map<String, long[]> last = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            boolean counts = round >= WARM_UP;
            sides.forEach((side, call) -> {
                long[] nanos = times(call, calls);
                if (counts) {
                    last.merge(side, nanos, GatewayOverhead::together);
                }
            });
        }
        return last;
    }

    private static long[] times(Supplier<String> call, int calls) {
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long began = System.nanoTime();
            if (call.get().isEmpty()) {
                throw new IllegalStateException("the model gave no answer");
            }
            nanos[i] = System.nanoTime() - began;
        }
        return nanos;
    }

    private static long[] together(long[] a, long[] b) {
        long[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static double at(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static Supplier<String> decorated(ChatModel model) {
        RateLimiterConfig unlimited = RateLimiterConfig.custom()
                .limitForPeriod(Integer.MAX_VALUE)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .build();
        Supplier<String> guarded =
                Bulkhead.decorateSupplier(Bulkhead.ofDefaults("model"), () -> model.chat("question"));
        guarded = CircuitBreaker.decorateSupplier(CircuitBreaker.ofDefaults("model"), guarded);
        guarded = RateLimiter.decorateSupplier(RateLimiter.of("model", unlimited), guarded);
        return Retry.decorateSupplier(Retry.ofDefaults("model"), guarded);
    }

    private static ModelGateway gateway(ChatModel model) {
        return ModelGateway.builder()
                .endpoint("first", e -> e.chat(model)
                        .model("gpt-4o-mini")
                        .attemptTimeout(Duration.ofSeconds(30))
                        .maxConcurrent(64)
                        .rateLimit(Integer.MAX_VALUE, Duration.ofSeconds(1)))
                .endpoint("spare", e -> e.chat(model).model("gpt-4o-mini"))
                .fallback("spare")
                .retry(r -> r.maxAttempts(3))
                .budget(Budget.perDay(Money.usd("1000000")))
                .build();
    }
}
