package io.llmops.otel;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.LlmOps;
import io.llmops.api.model.CallContext;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenTelemetryObserverTest {

    private static final String QUESTION = "机密: who is Ada's heir?";
    private static final String ANSWER = "Nobody knows 谁知道";

    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    @Test
    void should_write_a_client_span_by_the_conventions_without_any_text() {
        chat(Profile.V1_41, ScriptedReply.text(ANSWER).model("gpt-test"));

        assertThat(span())
                .hasName("chat gpt-asked")
                .hasKind(SpanKind.CLIENT)
                .hasAttribute(Keys.OPERATION, "chat")
                .hasAttribute(Keys.REQUEST_MODEL, "gpt-asked")
                .hasAttribute(Keys.RESPONSE_MODEL, "gpt-test")
                .hasAttribute(Keys.FINISH, List.of("stop"))
                .hasAttribute(Keys.INPUT_TOKENS, 10L)
                .hasAttribute(Keys.OUTPUT_TOKENS, 5L)
                .hasAttribute(Keys.SCENARIO, "support")
                .hasAttribute(Keys.TENANT, "acme")
                .hasAttribute(Keys.OUTCOME, "ok")
                .hasAttribute(Keys.ATTEMPTS, 1L);
        assertThat(span().toString()).doesNotContain("Ada", "谁知道", "机密");
        assertThat(span().getInstrumentationScopeInfo().getSchemaUrl())
                .isEqualTo("https://opentelemetry.io/schemas/1.41.0");
    }

    @Test
    void should_nest_under_the_callers_span_and_hold_what_runs_inside() {
        Span request = OTEL.getOpenTelemetry()
                .getTracer("host")
                .spanBuilder("GET /chat")
                .startSpan();
        try (OpenTelemetryObserver observer = new OpenTelemetryObserver(OTEL.getOpenTelemetry())) {
            try (Scope current = request.makeCurrent()) {
                assertThat(Span.current()).isSameAs(request);
                assertThat(current).isNotNull();
                Observation call = observer.began(
                        new Operation(Operation.Kind.CHAT, "openai/m", "s", CallContext.empty(), "openai", null));
                Observation.Scope inside = call.open();
                OTEL.getOpenTelemetry()
                        .getTracer("http")
                        .spanBuilder("POST")
                        .startSpan()
                        .end();
                inside.close();
                assertThat(Span.current()).isSameAs(request);
                call.ended(Completion.of(Duration.ofMillis(20), null));
            }
        }
        SpanData chat = named("chat m");
        assertThat(chat).hasParentSpanId(request.getSpanContext().getSpanId()).hasAttribute(Keys.PROVIDER, "openai");
        assertThat(named("POST")).hasParentSpanId(chat.getSpanId());
        assertThat(chat.getEndEpochNanos() - chat.getStartEpochNanos()).isEqualTo(20_000_000L);
    }

    @Test
    void should_keep_the_rounds_of_a_stream_with_tools_in_the_trace_of_their_caller() throws Exception {
        ExecutorService provider = Executors.newSingleThreadExecutor();
        Span request = OTEL.getOpenTelemetry()
                .getTracer("host")
                .spanBuilder("GET /chat")
                .startSpan();
        CountDownLatch answered = new CountDownLatch(1);
        try (OpenTelemetryObserver observer = new OpenTelemetryObserver(OTEL.getOpenTelemetry());
                LlmOps ops =
                        LlmOps.builder().discovery(false).observer(observer).build();
                Scope current = request.makeCurrent()) {
            assertThat(current).isNotNull();
            StreamingChatModel model = ops.scenario("support").wrap((StreamingChatModel)
                    ScriptedChatModel.of(ScriptedReply.toolCall("c1", "lookup", "{}"), ScriptedReply.text("fine"))
                            .named("m")
                            .streamOn(provider));
            model.chat("first", answering(first -> model.chat("second", answering(second -> answered.countDown()))));
            assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            request.end();
            provider.shutdown();
        }
        List<SpanData> rounds = OTEL.getSpans().stream()
                .filter(s -> s.getName().equals("chat m"))
                .toList();
        assertThat(rounds).hasSize(2).allSatisfy(round -> assertThat(round)
                .hasTraceId(request.getSpanContext().getTraceId())
                .hasParentSpanId(request.getSpanContext().getSpanId()));
        assertThat(rounds).anySatisfy(round -> assertThat(round).hasAttribute(Keys.FINISH, List.of("tool_call")));
    }

    private static StreamingChatResponseHandler answering(Consumer<ChatResponse> next) {
        return new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                next.accept(response);
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError(error);
            }
        };
    }

    @Test
    void should_name_the_form_of_answer_that_was_asked_for() {
        try (OpenTelemetryObserver observer = new OpenTelemetryObserver(OTEL.getOpenTelemetry())) {
            for (ResponseFormat format : List.of(ResponseFormat.JSON, ResponseFormat.TEXT)) {
                observer.began(new Operation(
                                Operation.Kind.CHAT,
                                format.type().name(),
                                "s",
                                CallContext.empty(),
                                null,
                                ChatRequestParameters.builder()
                                        .responseFormat(format)
                                        .build()))
                        .ended(Completion.of(Duration.ZERO, null));
            }
        }
        assertThat(named("chat JSON")).hasAttribute(Keys.OUTPUT_TYPE, "json");
        assertThat(named("chat TEXT")).hasAttribute(Keys.OUTPUT_TYPE, "text");
    }

    @Test
    void should_mark_a_failure_with_its_type_and_not_its_message() {
        chat(Profile.V1_41, ScriptedReply.error(new IllegalStateException("key sk-123 refused")));

        assertThat(span()).hasStatusSatisfying(s -> s.hasCode(StatusCode.ERROR));
        assertThat(span()).hasAttribute(Keys.ERROR_TYPE, "IllegalStateException");
        assertThat(span().toString()).doesNotContain("sk-123");
    }

    @Test
    void should_record_the_metrics_of_each_profile_and_keep_tenants_out_of_them() {
        chat(Profile.V1_41, ScriptedReply.text(ANSWER));
        assertThat(metrics()).contains("gen_ai.client.token.usage", "gen_ai.client.operation.duration");
        assertThat(OTEL.getMetrics().toString()).contains("llmops.scenario").doesNotContain("acme");

        chat(Profile.LATEST, ScriptedReply.text(ANSWER));
        assertThat(metrics())
                .contains("gen_ai.client.inference.duration", "gen_ai.client.inference.usage.input_tokens")
                .contains("gen_ai.client.inference.operation.output_tokens");
    }

    @Test
    void should_write_tools_agents_and_retrievals_under_their_own_names() {
        try (OpenTelemetryObserver observer = new OpenTelemetryObserver(OTEL.getOpenTelemetry())) {
            for (Operation.Kind kind : List.of(Operation.Kind.TOOL, Operation.Kind.AGENT, Operation.Kind.RETRIEVAL)) {
                observer.began(Operation.of(
                                kind, "handbook", "s", CallContext.empty().run("r1")))
                        .ended(Completion.of(Duration.ofMillis(3), "step_limit"));
            }
        }
        assertThat(named("execute_tool handbook")).hasKind(SpanKind.INTERNAL).hasAttribute(Keys.TOOL, "handbook");
        assertThat(named("invoke_agent handbook")).hasKind(SpanKind.INTERNAL).hasAttribute(Keys.RUN, "r1");
        assertThat(named("retrieval handbook")).hasKind(SpanKind.CLIENT).hasAttribute(Keys.DATA_SOURCE, "handbook");
    }

    private static void chat(Profile profile, ScriptedReply reply) {
        try (OpenTelemetryObserver observer = new OpenTelemetryObserver(OTEL.getOpenTelemetry(), profile);
                LlmOps ops =
                        LlmOps.builder().discovery(false).observer(observer).build()) {
            ChatModel model = ops.scenario("support")
                    .wrap((ChatModel) ScriptedChatModel.of(reply).named("gpt-asked"));
            ops.with(CallContext.tenant("acme")).call(() -> answer(model));
        }
    }

    private static String answer(ChatModel model) {
        try {
            return model.chat(QUESTION);
        } catch (IllegalStateException e) {
            return "";
        }
    }

    private static SpanData span() {
        return OTEL.getSpans().get(0);
    }

    private static SpanData named(String name) {
        return OTEL.getSpans().stream()
                .filter(s -> s.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> metrics() {
        return OTEL.getMetrics().stream().map(MetricData::getName).toList();
    }
}
