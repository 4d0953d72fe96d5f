package io.llmops.benchmarks.ledger;

import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.core.ledger.CallIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Records as a busy application with a knowledge base writes them: one call in thirty fails. */
final class SampleCalls {

    private static final List<String> SCENARIOS = List.of("support", "客服-问答", "handbook-qa", "triage");
    private static final List<String> MODELS = List.of("gpt-4o-mini-2024-07-18", "qwen3", "claude-3-5-haiku");
    private static final int TENANTS = 20;
    private static final int QUESTIONS = 200_000;
    private static final int DOCUMENTS = 500;

    private final SplittableRandom random;
    private final Instant start;
    private long made;

    SampleCalls(long seed, Instant start) {
        this.random = new SplittableRandom(seed);
        this.start = start;
    }

    /** The next call, 100 ms after the one before it. */
    CallRecord next() {
        Instant startedAt = start.plusMillis(100 * made++);
        String model = MODELS.get(random.nextInt(MODELS.size()));
        Usage usage = Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, 200 + random.nextInt(2_000))
                .tokens(TokenClass.CACHE_READ, random.nextInt(1_000))
                .tokens(TokenClass.OUTPUT, 20 + random.nextInt(400))
                .build();
        Duration latency = Duration.ofNanos(200_000_000L + random.nextLong(3_000_000_000L));
        Money cost = Money.of(Double.toString(random.nextInt(1, 100_000) / 1e7), "USD");
        boolean failed = random.nextInt(30) == 0;
        CallRecord.Builder record = CallRecord.builder(
                        CallIds.at(startedAt),
                        startedAt,
                        random.nextInt(3) == 0 ? CallKind.STREAM : CallKind.CHAT,
                        SCENARIOS.get(random.nextInt(SCENARIOS.size())))
                .context(CallContext.tenant("tenant-" + random.nextInt(TENANTS)).user("u" + random.nextInt(5_000)))
                .promptVersion("answer@" + (1 + random.nextInt(4)))
                .modelAsked("openai/gpt-4o-mini")
                .modelAnswered(model)
                .attempts(List.of(Attempt.builder("primary")
                        .model(model)
                        .latency(latency)
                        .usage(usage)
                        .cost(cost)
                        .build()))
                .knowledge(knowledge())
                .usage(usage)
                .cost(cost)
                .latency(latency)
                .timeToFirstToken(latency.dividedBy(4))
                .finishReason(FinishReason.STOP)
                .fingerprints(fingerprint(random.nextInt(QUESTIONS)), fingerprint(random.nextInt()));
        return failed ? failed(record) : record.build();
    }

    private CallRecord failed(CallRecord.Builder record) {
        ErrorClass kind = random.nextInt(4) == 0 ? ErrorClass.CONTENT_FILTER : ErrorClass.RATE_LIMIT;
        return record.outcome(Outcome.ERROR)
                .error("RateLimitException")
                .errorClass(kind)
                .build();
    }

    private KnowledgeUse knowledge() {
        List<PassageUse> passages = new ArrayList<>(5);
        for (int i = 0; i < 5; i++) {
            String document = "handbook/休假-" + random.nextInt(DOCUMENTS) + ".md";
            passages.add(new PassageUse(document, document + "#" + i, random.nextDouble(), i == 0));
        }
        return new KnowledgeUse("handbook", true, 0.8, passages);
    }

    private static String fingerprint(long n) {
        return String.format("%016x%016x", n, n * 0x9E37_79B9_7F4A_7C15L);
    }
}
