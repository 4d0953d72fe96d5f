package io.llmops.test;

import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.Severity;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Records of calls as the ledger's contract needs them. */
final class CallRecords {

    /** When the calls of the contracts began. */
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private CallRecords() {}

    /** Only what a record must have; it began {@code seconds} after {@link #START}. */
    static CallRecord.Builder plain(String id, long seconds) {
        return CallRecord.builder(id, START.plusSeconds(seconds), CallKind.CHAT, "support");
    }

    /** {@code count} records, ids {@code prefix-0} and on, one second apart. */
    static List<CallRecord> batch(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> plain(prefix + "-" + i, i).build())
                .toList();
    }

    /** Every property set, with Chinese text, an emoji and an amount that binary floating point cannot hold. */
    static CallRecord full(String id) {
        Usage usage = Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, 1_200)
                .tokens(TokenClass.CACHE_READ, 3_000_000_000L)
                .tokens(TokenClass.CACHE_WRITE, 7)
                .tokens(TokenClass.OUTPUT, 55)
                .tokens(TokenClass.REASONING, 640)
                .quality(Usage.Quality.ESTIMATED)
                .build();
        return CallRecord.builder(id, START.plusNanos(123_456_789), CallKind.STREAM, "客服-问答")
                .context(CallContext.tenant("租户甲")
                        .user("u17")
                        .groups("财务", "staff")
                        .run("run-1")
                        .tag("渠道", "微信 😀")
                        .tag("empty", ""))
                .promptVersion("answer@4")
                .modelAsked("openai/gpt-4o-mini")
                .modelAnswered("gpt-4o-mini-2024-07-18")
                .attempts(List.of(
                        Attempt.builder("primary")
                                .latency(Duration.ofNanos(1_234_567))
                                .usage(Usage.unknown())
                                .failure("rate-limit", ErrorClass.RATE_LIMIT)
                                .unseenRetries(true)
                                .build(),
                        Attempt.builder("备用")
                                .kind(Attempt.Kind.FALLBACK)
                                .model("qwen3")
                                .waited(Duration.ofNanos(250_000_001))
                                .latency(Duration.ofMillis(80))
                                .usage(usage)
                                .cost(Money.usd("4.6875E-9"))
                                .build()))
                .knowledge(new KnowledgeUse(
                        "手册",
                        true,
                        0.8125,
                        List.of(
                                new PassageUse("休假.md", "休假.md#3", 0.8125, true),
                                new PassageUse("leave.md", "leave.md#1", 0.1, false))))
                .tools(List.of("search", "查库存", "search"))
                .wordMatches(List.of(
                        new WordMatch(
                                "机密",
                                "secrecy",
                                Severity.HIGH,
                                WordMatch.Stage.PASSAGE,
                                new WordMatch.Origin("休假.md", "休假.md#3"),
                                12),
                        new WordMatch(
                                "泄密",
                                "secrecy",
                                Severity.LOW,
                                WordMatch.Stage.INGEST,
                                new WordMatch.Origin("休假.md", null),
                                7),
                        new WordMatch("damn", "", Severity.MEDIUM, WordMatch.Stage.INPUT, null, 0)))
                .usage(usage)
                .cost(Money.usd("4.6875E-9"))
                .latency(Duration.ofSeconds(90, 1))
                .timeToFirstToken(Duration.ofNanos(999))
                .outcome(Outcome.ERROR)
                .error("timeout")
                .errorClass(ErrorClass.TIMEOUT)
                .finishReason(FinishReason.LENGTH)
                .degraded(true)
                .fingerprints("5f1e", "90ab")
                .content(new CapturedContent(
                        ContentCapture.REDACTED,
                        "还剩几天？",
                        List.of(
                                new CapturedContent.Message(ChatMessageType.SYSTEM, "只根据材料回答"),
                                new CapturedContent.Message(ChatMessageType.USER, "材料……\n还剩几天？ 😀")),
                        "五天"))
                .build();
    }

    /** Far more nested entries and longer names than usual. */
    static CallRecord large(String id) {
        List<PassageUse> passages = new ArrayList<>();
        List<String> tools = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            passages.add(new PassageUse("文档-" + i, "文档-" + i + "#" + i, i / 5_000.0, i % 2 == 0));
            tools.add("工具-" + i);
        }
        return plain(id, 0)
                .context(CallContext.tenant("t").tag("long", "长".repeat(200_000)))
                .knowledge(new KnowledgeUse("手册", true, 1, passages))
                .tools(tools)
                .build();
    }
}
