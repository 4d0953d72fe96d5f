package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.core.endpoint.Routing;
import io.llmops.core.ledger.InMemoryLedgerStore;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FallbackLosesNothingTest {

    private static final int CALLS = 10_000;
    private static final String BAD = "错误 ";
    /** Every so many-th request is wrong in itself, so that no endpoint can answer it. */
    private static final int WRONG = 100;

    private static final long SEED = 20_261_124;

    @Test
    void should_complete_every_call_once_over_three_deployments_of_which_each_fails_in_30_percent() throws Exception {
        AtomicLong faults = new AtomicLong();
        int wrong = CALLS / WRONG;
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("a", faulty(faults, 5))
                .endpoint("b", faulty(faults, 5))
                .endpoint("c", faulty(faults, 6))
                .endpoint("lenient", sound(faults))
                .onContentPolicy("lenient")
                .routing(Routing.WEIGHTED)
                .retry(r -> r.maxAttempts(5).backoff(Duration.ZERO, 1))
                .cooldown(Duration.ZERO)
                .ledger(store)
                .build()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String question = (i % WRONG == 0 ? BAD : "问题 ") + i;
                answers.add(callers.submit(() -> gateway.chat(question)));
            }
            for (int i = 0; i < CALLS; i++) {
                Future<String> answer = answers.get(i);
                if (i % WRONG == 0) {
                    assertThatThrownBy(() -> answer.get(2, TimeUnit.MINUTES))
                            .hasCauseInstanceOf(InvalidRequestException.class);
                } else {
                    assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo("问题 " + i);
                }
            }
            gateway.flush();
        } finally {
            callers.shutdownNow();
        }

        List<CallRecord> records = new ArrayList<>();
        store.scan(LedgerQuery.all(), records::add);
        assertThat(records).as("one record a call, seed %d", SEED).hasSize(CALLS);
        assertThat(records.stream().filter(r -> r.outcome() == Outcome.OK)).hasSize(CALLS - wrong);
        assertThat(records.stream().filter(r -> r.errorClass().equals(Optional.of(ErrorClass.INVALID_REQUEST))))
                .hasSize(wrong)
                .allMatch(r -> r.outcome() == Outcome.ERROR);
        assertThat(records.stream().map(CallRecord::id).distinct()).hasSize(CALLS);
        List<Attempt> attempts =
                records.stream().flatMap(r -> r.attempts().stream()).toList();
        assertThat(attempts.stream().filter(a -> a.failure().isEmpty())).hasSize(CALLS - wrong);
        assertThat(attempts.stream().filter(a -> a.failure().isPresent()))
                .as("failed attempts that the ledger shows")
                .hasSize((int) faults.get());
        assertThat(faults.get()).isGreaterThan(CALLS / 4);
    }

    /**
     * Says what it is asked, or fails; always where what it is asked is wrong.
     *
     * @param kinds kinds of faults: the passing ones and a content filter, and as a sixth a key that is refused, which is
     *     a fault of one deployment: at all of them it would leave nothing to fall back to
     */
    private static ChatModel faulty(AtomicLong faults, int kinds) {
        Random random = new Random(SEED);
        return ScriptedChatModel.answering(request -> {
            if (random.nextDouble() < 0.3) {
                faults.incrementAndGet();
                return ScriptedReply.error(fault(random.nextInt(kinds)));
            }
            return answer(request, faults);
        });
    }

    private static ChatModel sound(AtomicLong faults) {
        return ScriptedChatModel.answering(request -> answer(request, faults));
    }

    private static ScriptedReply answer(ChatRequest request, AtomicLong faults) {
        String question = ((UserMessage) request.messages().get(0)).singleText();
        if (question.startsWith(BAD)) {
            faults.incrementAndGet();
            return ScriptedReply.error(new InvalidRequestException("400"));
        }
        return ScriptedReply.text(question);
    }

    private static RuntimeException fault(int kind) {
        return switch (kind) {
            case 0 -> new RateLimitException("429");
            case 1 -> new InternalServerException("500");
            case 2 -> new TimeoutException("late");
            case 3 -> new RetriableException("reset");
            case 4 -> new ContentFilteredException("filtered");
            default -> new AuthenticationException("401");
        };
    }
}
