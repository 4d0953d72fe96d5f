package io.llmops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.CallContext;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call is booked under the tenant that made it, whichever thread it runs on. */
class ContextPropagationTest {

    private static final int TENANTS = 1_000;

    private final ExecutorService callers = Executors.newFixedThreadPool(16);
    private final ExecutorService providerThreads = Executors.newFixedThreadPool(8);
    private final LlmOps ops = LlmOps.builder().discovery(false).build();

    interface Assistant {
        String chat(String question);
    }

    interface StreamingAssistant {
        TokenStream chat(String question);
    }

    /** A tool whose answer names who asked, so that a wrong thread would be seen in the conversation too. */
    static final class Weather {
        @Tool("the weather of a city")
        String weather(@P("city") String city) {
            return "rain for " + city;
        }
    }

    @AfterEach
    void close() {
        ops.close();
        callers.shutdownNow();
        providerThreads.shutdownNow();
    }

    @Test
    void should_book_no_record_under_a_wrong_tenant_over_sync_stream_with_tools_and_async() throws Exception {
        ScriptedChatModel scripted =
                ScriptedChatModel.answering(ContextPropagationTest::reply).streamOn(providerThreads);
        Assistant sync =
                AiServices.create(Assistant.class, ops.scenario("mixed").wrap((ChatModel) scripted));
        StreamingAssistant stream = AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(ops.scenario("mixed").wrap((StreamingChatModel) scripted))
                .tools(new Weather())
                .build();
        Executor async = ops.propagating(callers);

        List<CompletableFuture<String>> done = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            String tenant = "tenant-" + i;
            CallContext context = CallContext.tenant(tenant).user("user-" + i);
            int kind = i % 3;
            done.add(
                    switch (kind) {
                        case 0 ->
                            CompletableFuture.supplyAsync(
                                    () -> ops.with(context).call(() -> sync.chat(tenant)), callers);
                        case 1 ->
                            CompletableFuture.supplyAsync(
                                    () -> ops.with(context).call(() -> streamed(stream.chat(tenant))
                                            .join()),
                                    callers);
                        default ->
                            ops.with(context).call(() -> CompletableFuture.supplyAsync(() -> sync.chat(tenant), async));
                    });
        }
        CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        List<CallRecord> records = ops.records(LedgerQuery.all());
        int streamed = TENANTS / 3;
        assertThat(records).hasSize(TENANTS + streamed);
        for (int i = 0; i < TENANTS; i++) {
            assertThat(done.get(i).join()).contains("tenant-" + i);
        }
        assertThat(records).allSatisfy(r -> {
            String tenant = r.context().tenant().orElse("none");
            assertThat(r.modelAnswered()).contains("model-of-" + tenant);
            assertThat(r.context().user()).contains(tenant.replace("tenant", "user"));
        });
        assertThat(records.stream().filter(r -> r.kind() == CallKind.STREAM)).hasSize(2 * streamed);
        assertThat(ops.droppedRecords()).isZero();
    }

    @Test
    void should_let_a_context_that_is_given_with_the_request_win() {
        ChatModel model = ops.scenario("s").wrap((ChatModel) ScriptedChatModel.replying("ok"));
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("hi")).build();
        ChatRequestOptions options = ChatRequestOptions.builder()
                .addListenerAttribute(CallContext.class, CallContext.tenant("of-request"))
                .build();

        ops.with(CallContext.tenant("of-thread")).run(() -> model.chat(request, options));

        assertThat(ops.records(LedgerQuery.all()))
                .singleElement()
                .satisfies(r -> assertThat(r.context().tenant()).contains("of-request"));
    }

    @Test
    void should_leave_nothing_behind_on_the_thread_when_the_work_fails() {
        ChatModel model = ops.scenario("s").wrap((ChatModel) ScriptedChatModel.replying("ok"));
        try {
            ops.with(CallContext.tenant("acme")).run(() -> {
                throw new IllegalArgumentException("of the work");
            });
        } catch (IllegalArgumentException expected) {
            assertThat(expected).hasMessage("of the work");
        }

        model.chat("hi");

        assertThat(ops.records(LedgerQuery.all()))
                .singleElement()
                .satisfies(r -> assertThat(r.context().tenant()).isEmpty());
    }

    @Test
    void should_find_a_report_within_the_time_asked_for() {
        ops.scenario("s").wrap((ChatModel) ScriptedChatModel.replying("ok")).chat("hi");

        assertThat(ops.report("s", Duration.ofMinutes(1)).scenario()).isEqualTo("s");
    }

    /** First the tool, then the answer; the model's name says for whom the provider saw the call. */
    private static ScriptedReply reply(ChatRequest request) {
        String tenant = ((UserMessage) request.messages().get(0)).singleText();
        List<ChatMessage> messages = request.messages();
        boolean hasTools = request.toolSpecifications() != null
                && !request.toolSpecifications().isEmpty();
        boolean answered = messages.get(messages.size() - 1) instanceof ToolExecutionResultMessage;
        ScriptedReply reply = hasTools && !answered
                ? ScriptedReply.toolCall("1", "weather", "{\"city\":\"" + tenant + "\"}")
                : ScriptedReply.text("answer ", "for " + tenant);
        return reply.model("model-of-" + tenant);
    }

    private static CompletableFuture<String> streamed(TokenStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        stream.onPartialResponse(chunk -> {})
                .onCompleteResponse(r -> text.complete(r.aiMessage().text()))
                .onError(text::completeExceptionally)
                .start();
        return text;
    }
}
