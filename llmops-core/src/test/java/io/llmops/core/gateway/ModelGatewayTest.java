package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.Money;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAlert;
import io.llmops.core.ledger.InMemoryLedgerStore;
import io.llmops.test.HashEmbeddingModel;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelGatewayTest {

    private static final int CYCLES = 1_000;
    /** What the machine may open meanwhile by itself; far fewer than one a cycle. */
    private static final int FEW = 20;

    @Test
    void should_book_every_attempt_at_its_own_models_price_and_say_that_a_ready_made_model_may_retry_unseen() {
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        ScriptedChatModel down =
                ScriptedChatModel.answering(r -> ScriptedReply.error(new InternalServerException("500")));
        ScriptedChatModel up =
                ScriptedChatModel.answering(r -> ScriptedReply.text("hi").usage(1_000, 100));
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("primary", e -> e.chat(down).model("openai/gpt-4o"))
                .endpoint("spare", e -> e.chat(up).model("openai/gpt-4o-mini"))
                .fallback("spare")
                .scenario("support")
                .ledger(store)
                .build()) {
            assertThat(gateway.chat("question")).isEqualTo("hi");
        }

        CallRecord record = records(store).get(0);
        assertThat(record.scenario()).isEqualTo("support");
        assertThat(record.cost()).contains(Money.usd("0.00021"));
        assertThat(record.attempts()).extracting(Attempt::endpoint).containsExactly("primary", "spare");
        assertThat(record.attempts())
                .extracting(Attempt::kind)
                .containsExactly(Attempt.Kind.FIRST, Attempt.Kind.FALLBACK);
        assertThat(record.attempts()).allMatch(Attempt::unseenRetries);
        assertThat(down.calls()).isEqualTo(1);
    }

    @Test
    void should_name_property_and_value_of_every_wrong_setting_when_it_is_built() {
        ChatModel model = ScriptedChatModel.replying();
        wrong(ModelGateway.builder(), "endpoint");
        wrong(ModelGateway.builder().endpoint("a", model).endpoint("a", model), "endpoint", "'a'");
        wrong(ModelGateway.builder().endpoint("a", model).fallback("b"), "fallback", "'b'", "[a]");
        wrong(ModelGateway.builder().endpoint("a", model).onContextWindow("c"), "onContextWindow", "'c'");
        wrong(ModelGateway.builder().endpoint("a", e -> e.embedding(new HashEmbeddingModel(8))), "'a'", "chat model");
        wrong(
                ModelGateway.builder().endpoint("a", model).budget(Budget.perDay(Money.usd("1"))),
                "budget",
                "'a'",
                "price");
        assertThatThrownBy(() -> ModelGateway.builder().deadline(Duration.ZERO))
                .hasMessageContainingAll("deadline", "PT0S");
        Duration forever = ChronoUnit.FOREVER.getDuration();
        assertThatThrownBy(() -> ModelGateway.builder().deadline(forever))
                .hasMessageContainingAll("deadline", "36500 days", forever.toString());
        assertThatThrownBy(() -> ModelGateway.builder().hedge(forever)).hasMessageContaining("hedge");
        assertThatThrownBy(() -> ModelGateway.builder().cooldown(forever)).hasMessageContaining("cooldown");
        assertThatThrownBy(() -> ModelGateway.builder().streamLimits(forever, forever, forever))
                .hasMessageContaining("streamLimits.firstToken");
        assertThatThrownBy(() -> ModelGateway.builder().breaker(b -> b.openFor(Duration.ofNanos(1))))
                .hasMessageContainingAll("breaker.openFor", "PT0.001S", "PT0.000000001S");
        assertThatThrownBy(() -> ModelGateway.builder()
                        .retry(r -> r.backoff(Duration.ofSeconds(30), 2).maxBackoff(Duration.ofSeconds(20))))
                .hasMessageContainingAll("retry.maxBackoff", "PT30S", "PT20S");
        wrong(ModelGateway.builder().endpoint("a", model).hedge(Duration.ofSeconds(1)), "hedge", "PT1S", "'a'");
        assertThatThrownBy(() -> ModelGateway.builder().endpoint("a", e -> e.weight(0)))
                .hasMessageContainingAll("'a'", "weight", "0");
        assertThatThrownBy(() -> ModelGateway.builder().endpoint(" ", model)).hasMessageContaining("name");
    }

    @Test
    void should_refuse_embeddings_of_two_models_in_one_gateway() {
        assertThatThrownBy(() -> EmbeddingGateway.builder()
                        .endpoint(
                                "a", e -> e.embedding(new HashEmbeddingModel(8)).model("openai/one"))
                        .endpoint(
                                "b", e -> e.embedding(new HashEmbeddingModel(8)).model("openai/two"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("'b'", "openai/two", "openai/one");
        try (EmbeddingGateway gateway = EmbeddingGateway.builder()
                .endpoint("a", e -> e.embedding(new HashEmbeddingModel(8)).model("azure/one"))
                .endpoint("b", e -> e.embedding(new HashEmbeddingModel(8)).model("openai/one"))
                .build()) {
            assertThat(gateway.embed("你好").content().dimension()).isEqualTo(8);
        }
    }

    @Test
    void should_refuse_a_cheaper_model_for_embeddings() {
        assertThatThrownBy(() -> EmbeddingGateway.builder()
                        .endpoint(
                                "a", e -> e.embedding(new HashEmbeddingModel(8)).model("openai/one"))
                        .endpoint(
                                "b", e -> e.embedding(new HashEmbeddingModel(8)).model("openai/one"))
                        .budget(Budget.calls(1).degradeTo("b"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("degradeTo", "[b]");
    }

    @Test
    void should_tell_its_observer_and_its_budget_listener_and_show_its_ledger() {
        List<Operation> operations = new ArrayList<>();
        List<BudgetAlert> alerts = new ArrayList<>();
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("a", ScriptedChatModel.replying("hi", "ho"))
                .budget(Budget.calls(1).alertOnly())
                .onBudgetAlert(alerts::add)
                .observer(operation -> {
                    operations.add(operation);
                    return Observation.NONE;
                })
                .build()) {
            gateway.chat("one");
            gateway.chat("two");

            assertThat(gateway.ledger().records(LedgerQuery.all())).hasSize(2);
        }
        assertThat(operations).hasSize(2);
        assertThat(alerts).isNotEmpty();
    }

    @Test
    void should_keep_the_model_that_a_request_names() {
        List<Operation> operations = new ArrayList<>();
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("a", ScriptedChatModel.replying("hi"))
                .observer(operation -> {
                    operations.add(operation);
                    return Observation.NONE;
                })
                .build()) {
            gateway.chat(ChatRequest.builder()
                    .messages(UserMessage.from("问题"))
                    .modelName("gpt-4o")
                    .build());

            assertThat(gateway.ledger().records(LedgerQuery.all()))
                    .extracting(CallRecord::modelAsked)
                    .containsExactly(Optional.of("gpt-4o"));
        }
        assertThat(operations).extracting(Operation::name).containsExactly("gpt-4o");
    }

    @Test
    void should_leave_no_thread_file_or_socket_behind_after_a_thousand_gateways() throws IOException {
        cycle(); // so that what is opened once a process, such as jars, is open
        long before = ours();
        long handles = handles();

        for (int i = 0; i < CYCLES; i++) {
            cycle();
        }

        assertThat(settled(before)).isLessThanOrEqualTo(before);
        assertThat(handles()).as("open files and sockets").isLessThanOrEqualTo(handles + FEW);
    }

    private static void cycle() {
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("a", ScriptedChatModel.replying("hi"))
                .build()) {
            gateway.chat("question");
        }
    }

    /** Open files and sockets of this process where the system tells, as Linux does; else 0. */
    private static long handles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        }
    }

    @Test
    void should_let_calls_that_are_going_on_end_when_it_is_closed() throws Exception {
        CountDownLatch begun = new CountDownLatch(100);
        CountDownLatch release = new CountDownLatch(1);
        ChatModel slow = ScriptedChatModel.answering(r -> {
            begun.countDown();
            return ScriptedReply.text("late").after(release);
        });
        ExecutorService callers = Executors.newFixedThreadPool(100);
        ModelGateway gateway = ModelGateway.builder().endpoint("slow", slow).build();
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(callers.submit(() -> gateway.chat("question")));
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.close();
            release.countDown();

            for (Future<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("late");
            }
            assertThatThrownBy(() -> gateway.chat("after")).hasMessageContaining("closed");
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void should_end_calls_on_a_model_that_never_answers_by_their_deadline_though_it_is_closed() throws Exception {
        CountDownLatch begun = new CountDownLatch(10);
        ChatModel mute = ScriptedChatModel.answering(r -> {
            begun.countDown();
            return ScriptedReply.text("never").after(new CountDownLatch(1));
        });
        ExecutorService callers = Executors.newFixedThreadPool(10);
        ModelGateway gateway = ModelGateway.builder()
                .endpoint("mute", mute)
                .deadline(Duration.ofSeconds(2))
                .build();
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(callers.submit(() -> gateway.chat("question")));
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.close();

            for (Future<String> answer : answers) {
                assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void wrong(ModelGateway.Builder builder, String... words) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(words);
    }

    private static List<CallRecord> records(InMemoryLedgerStore store) {
        List<CallRecord> records = new ArrayList<>();
        store.scan(LedgerQuery.all(), records::add);
        return records;
    }

    private static long ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("llmops-"))
                .count();
    }

    /** Threads that were told to end take a moment; looked at again until they have, for a bounded time. */
    private static long settled(long expected) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (ours() > expected && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return ours();
    }
}
