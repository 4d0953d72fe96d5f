package io.llmops.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.model.CallContext;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Operation;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterObserverTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void should_count_calls_tokens_tries_and_unknown_costs_by_scenario_and_model() {
        call(ScriptedReply.text("fine"));

        assertThat(registry.get("llmops.call.duration")
                        .tags("scenario", "客服", "model", "m-1", "outcome", "ok", "error", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("llmops.tokens")
                        .tags("type", "fresh_input")
                        .counter()
                        .count())
                .isEqualTo(ScriptedReply.DEFAULT_INPUT_TOKENS);
        assertThat(registry.get("llmops.attempts")
                        .tags("error", "none")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("llmops.cost.unknown").counter().count()).isEqualTo(1);
    }

    @Test
    void should_name_a_failure_and_the_category_of_a_sensitive_word_but_never_a_text_or_a_tenant() {
        call(ScriptedReply.error(new IllegalStateException("key sk-1")));
        call(ScriptedReply.text("the codename leaked"));

        assertThat(registry.get("llmops.call.duration")
                        .tags("error", "IllegalStateException")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("llmops.word.matches")
                        .tags("stage", "output")
                        .counter()
                        .count())
                .isEqualTo(1);
        List<String> values = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getValue)
                .toList();
        assertThat(values).doesNotContain("acme", "u17", "codename").noneMatch(v -> v.contains("sk-1"));
    }

    @Test
    void should_count_hits_and_misses_of_a_knowledge_base_and_time_tools_and_agents() {
        MeterObserver observer = new MeterObserver(registry);
        for (boolean hit : new boolean[] {true, true, false}) {
            observer.began(Operation.of(Operation.Kind.RETRIEVAL, "handbook", "qa", CallContext.empty()))
                    .ended(Completion.of(
                            Duration.ofMillis(2), null, new KnowledgeUse("handbook", hit, hit ? .9 : .1, List.of())));
        }
        observer.began(Operation.of(Operation.Kind.TOOL, "search", "qa", CallContext.empty()))
                .ended(Completion.of(Duration.ofMillis(7), "tool_failed"));
        observer.began(Operation.of(Operation.Kind.AGENT, "clerk", "clerk", CallContext.empty()))
                .ended(Completion.of(Duration.ofSeconds(2), null));

        assertThat(registry.get("llmops.knowledge.questions")
                        .tags("hit", "true")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("llmops.knowledge.questions")
                        .tags("hit", "false")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("llmops.tool.duration")
                        .tags("tool", "search", "error", "tool_failed")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("llmops.agent.duration")
                        .tags("agent", "clerk")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void should_name_a_model_without_its_provider_which_has_a_tag_of_its_own() {
        MeterObserver observer = new MeterObserver(registry);
        CallRecord record = CallRecord.builder("c1", Instant.EPOCH, CallKind.CHAT, "qa")
                .modelAsked("openai/gpt-4o")
                .build();
        observer.began(new Operation(Operation.Kind.CHAT, "openai/gpt-4o", "qa", CallContext.empty(), "openai", null))
                .ended(Completion.of(record, null, 0));

        assertThat(registry.get("llmops.call.duration")
                        .tags("provider", "openai", "model", "gpt-4o")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void should_share_a_prometheus_registry_with_meters_of_the_names_of_the_conventions() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        DistributionSummary.builder("gen_ai.client.token.usage")
                .tag("gen_ai.token.type", "input")
                .register(prometheus)
                .record(10);
        try (LlmOps ops = LlmOps.builder()
                .discovery(false)
                .observer(new MeterObserver(prometheus))
                .build()) {
            ops.scenario("qa")
                    .wrap((ChatModel) ScriptedChatModel.replying("fine"))
                    .chat("hello");
        }

        assertThat(prometheus.scrape()).contains("gen_ai_client_token_usage_count{", "llmops_tokens_total{");
        assertThat(prometheus.getMeters())
                .extracting(meter -> meter.getId().getName())
                .filteredOn(name -> name.startsWith("gen_ai"))
                .containsExactly("gen_ai.client.token.usage");
    }

    private void call(ScriptedReply reply) {
        try (LlmOps ops = LlmOps.builder()
                .discovery(false)
                .observer(new MeterObserver(registry))
                .build()) {
            ChatModel model = ops.scenario("客服")
                    .guard(SensitiveWords.builder().word("codename", "internal").build())
                    .wrap((ChatModel) ScriptedChatModel.of(reply).named("m-1"));
            ops.with(CallContext.tenant("acme").user("u17")).run(() -> ask(model));
        }
    }

    private static void ask(ChatModel model) {
        try {
            model.chat("hello");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("sk-1");
        }
    }
}
