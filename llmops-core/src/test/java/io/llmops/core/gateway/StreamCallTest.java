package io.llmops.core.gateway;

import static io.llmops.core.gateway.StreamRig.answer;
import static io.llmops.core.gateway.StreamRig.error;
import static io.llmops.core.gateway.StreamRig.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.exception.EndpointException;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.exception.StreamBrokenException;
import io.llmops.api.exception.StreamTimeoutException;
import io.llmops.api.exception.StreamTimeoutException.Limit;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.Exchange;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.core.endpoint.StreamLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class StreamCallTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StreamRig rig = new StreamRig();
    private final RecordingHandler handler = rig.handler;

    @Test
    void should_show_a_stream_token_by_token_and_end_it_once() {
        rig.script(answer("年假", "可以", "结转")).start();

        assertThat(handler.tokens).containsExactly("年假", "可以", "结转");
        assertThat(handler.endings()).isEqualTo(1);
        assertThat(handler.responses).hasSize(1);
        assertThat(rig.booking.log).containsExactly("begins a FIRST", "ended a ok", "completed");
        assertThat(rig.time.scheduled()).as("no alarm is left").isZero();
        assertThat(rig.streams.open()).isZero();
    }

    @Test
    void should_go_to_the_next_endpoint_when_it_breaks_before_its_first_token() {
        rig.script(error(HttpFailure.of(401)), answer("x")).start();

        assertThat(handler.tokens).containsExactly("x");
        assertThat(rig.booking.log)
                .containsExactly(
                        "begins a FIRST",
                        "ended a ProviderHttpException",
                        "begins b FALLBACK",
                        "ended b ok",
                        "completed");
    }

    @Test
    void should_wait_for_a_retry_on_the_timer_and_on_no_thread() {
        rig.script(error(HttpFailure.of(503)), answer("x")).start();

        assertThat(handler.endings()).as("start returned, and it waits").isZero();
        assertThat(rig.calls).hasSize(1);
        rig.time.advance(SECOND);
        assertThat(handler.tokens).containsExactly("x");
    }

    @Test
    void should_cut_a_stream_at_every_token_and_repeat_none_of_them() {
        for (int cut = 0; cut <= 200; cut++) {
            String[] tokens =
                    IntStream.range(0, 200).mapToObj(i -> "第" + i + " ").toArray(String[]::new);
            List<String> before = List.of(tokens).subList(0, cut);
            StreamRig one =
                    new StreamRig().script(error(HttpFailure.of(401), before.toArray(String[]::new)), answer(tokens));
            one.start();

            assertThat(one.handler.endings()).as("ends at %d", cut).isEqualTo(1);
            if (cut == 0) {
                assertThat(one.handler.tokens).containsExactly(tokens);
                assertThat(one.handler.responses).hasSize(1);
            } else {
                assertThat(one.handler.tokens).as("tokens at %d", cut).isEqualTo(before);
                assertThat(one.calls).hasSize(1);
                assertThat(one.handler.errors)
                        .singleElement()
                        .isInstanceOfSatisfying(StreamBrokenException.class, e -> {
                            assertThat(e.partialText()).isEqualTo(String.join("", before));
                            assertThat(e.getMessage() + e).doesNotContain("第");
                            assertThat(e).hasCauseInstanceOf(ProviderHttpException.class);
                        });
                assertThat(one.booking.received).singleElement().satisfies(usage -> {
                    assertThat(usage.quality()).isEqualTo(Usage.Quality.ESTIMATED);
                    assertThat(usage.output()).isGreaterThanOrEqualTo(before.size());
                });
            }
        }
    }

    @Test
    void should_name_the_first_token_as_the_limit_and_try_elsewhere() {
        StreamRig one = new StreamRig(p -> p.retry(r -> r.maxAttempts(1)), true);
        AtomicInteger closed = new AtomicInteger();
        one.script(h -> Exchange.current().orElseThrow().onClose(closed::incrementAndGet), answer("from b"));
        one.start();

        one.time.advance(StreamLimits.DEFAULT.firstToken().minusNanos(1));
        assertThat(closed).hasValue(0);
        one.time.advance(Duration.ofNanos(1));

        assertThat(closed).as("the connection is closed").hasValue(1);
        assertThat(one.handler.tokens).containsExactly("from b");
        assertThat(one.booking.log).contains("ended a StreamTimeoutException", "completed");
        assertThat(one.booking.received).singleElement().satisfies(usage -> {
            assertThat(usage.input()).isPositive();
            assertThat(usage.output()).isZero();
        });
    }

    @Test
    void should_end_a_stream_that_stalls_between_two_tokens_with_the_text_so_far() {
        rig.start();
        for (int i = 0; i < 10; i++) {
            rig.time.advance(StreamLimits.DEFAULT.gap().minusNanos(1));
            rig.calls.get(0).onPartialResponse("t" + i);
        }
        assertThat(handler.endings()).isZero();

        rig.time.advance(StreamLimits.DEFAULT.gap());

        assertThat(handler.errors).singleElement().isInstanceOfSatisfying(StreamBrokenException.class, e -> {
            assertThat(e.partialText()).isEqualTo("t0t1t2t3t4t5t6t7t8t9");
            assertThat(e.retryable()).isTrue();
            assertThat(e.getCause()).isInstanceOfSatisfying(StreamTimeoutException.class, t -> {
                assertThat(t.limit()).isEqualTo(Limit.GAP);
                assertThat(t).hasMessageContaining("gap of PT30S");
            });
        });
        assertThat(rig.time.delays())
                .as("a token sets no alarm, but the first one does")
                .hasSizeLessThan(25);
    }

    @Test
    void should_end_an_endless_stream_when_its_total_time_is_up() {
        rig.start();
        Duration step = Duration.ofSeconds(20);
        for (Duration at = Duration.ZERO; at.compareTo(StreamLimits.DEFAULT.total()) < 0; at = at.plus(step)) {
            assertThat(handler.endings()).isZero();
            rig.calls.get(0).onPartialResponse("x");
            rig.time.advance(step);
        }

        assertThat(handler.errors).singleElement().satisfies(e -> assertThat(e.getCause())
                .isInstanceOfSatisfying(
                        StreamTimeoutException.class, t -> assertThat(t.limit()).isEqualTo(Limit.TOTAL)));
        assertThat(handler.tokens).hasSize(30);
    }

    @Test
    void should_count_retries_and_waits_in_the_total_and_end_by_its_name() {
        StreamRig one =
                new StreamRig(p -> p.streamLimits(SECOND.multipliedBy(8), SECOND, SECOND.multipliedBy(10)), false);
        one.start();
        one.time.advance(SECOND.multipliedBy(8));
        one.time.advance(SECOND.multipliedBy(2));

        assertThat(one.calls).hasSize(2);
        assertThat(one.handler.errors)
                .singleElement()
                .isInstanceOfSatisfying(
                        StreamTimeoutException.class, t -> assertThat(t.limit()).isEqualTo(Limit.TOTAL));
    }

    @Test
    void should_not_take_the_time_of_the_callers_handler_for_a_gap() {
        handler.onToken = token -> rig.time.advance(StreamLimits.DEFAULT.gap().multipliedBy(3));
        rig.script(answer("a", "b")).start();

        assertThat(handler.responses).hasSize(1);
    }

    @Test
    void should_close_the_connection_and_book_an_estimate_when_it_is_cancelled_half_way() {
        AtomicInteger closed = new AtomicInteger();
        rig.script(h -> Exchange.current().orElseThrow().onClose(closed::incrementAndGet));
        StreamCall call = rig.start();
        rig.calls.get(0).onPartialThinking(new PartialThinking("hm"));
        rig.calls.get(0).onPartialResponse("one ");
        rig.calls.get(0).onPartialResponse("two ");

        handler.cancel();
        handler.cancel();
        rig.calls.get(0).onPartialResponse("three");
        rig.calls.get(0).onCompleteResponse(response("one two three"));

        assertThat(closed).hasValue(1);
        assertThat(call.isCancelled()).isTrue();
        assertThat(handler.events).containsExactly("thinking hm", "one ", "two ");
        assertThat(handler.endings())
                .as("as LangChain4j's streams, it is silent then")
                .isZero();
        assertThat(rig.booking.log)
                .containsExactly("begins a FIRST", "ended a CancellationException", "failed CancellationException");
        assertThat(rig.booking.received).singleElement().satisfies(usage -> {
            assertThat(usage.quality()).isEqualTo(Usage.Quality.ESTIMATED);
            assertThat(usage.tokens(TokenClass.OUTPUT)).isEqualTo(2);
            assertThat(usage.tokens(TokenClass.REASONING)).isEqualTo(1);
            assertThat(usage.input()).isBetween(10L, 30L);
        });
        assertThat(rig.time.scheduled()).isZero();
    }

    @Test
    void should_be_cancelled_by_the_handle_of_a_token_also_from_within_the_callback() {
        handler.onToken = token -> handler.cancel();
        rig.script(answer("a", "b")).start();

        assertThat(handler.tokens).containsExactly("a");
        assertThat(handler.endings()).isZero();
        assertThat(rig.booking.log).endsWith("failed CancellationException");
    }

    @Test
    void should_be_cancelled_while_it_waits_for_a_retry() {
        rig.script(error(HttpFailure.of(503))).start();

        handler.cancel();
        rig.time.advance(SECOND.multipliedBy(60));

        assertThat(rig.calls).hasSize(1);
        assertThat(rig.booking.log)
                .containsExactly("begins a FIRST", "ended a ProviderHttpException", "failed CancellationException");
        assertThat(rig.time.scheduled()).isZero();
    }

    @Test
    void should_cancel_the_providers_own_handle_even_when_it_comes_too_late() {
        Handle handle = new Handle();
        rig.start();
        handler.cancel();

        rig.calls.get(0).onPartialResponse(new PartialResponse("late"), new PartialResponseContext(handle));

        assertThat(handle.isCancelled()).isTrue();
        assertThat(handler.tokens).isEmpty();
    }

    @Test
    void should_end_once_and_book_when_the_handler_throws() {
        handler.onToken = token -> {
            throw new IllegalStateException("the browser is gone");
        };
        rig.script(answer("a", "b")).start();

        assertThat(handler.tokens).containsExactly("a");
        assertThat(handler.errors).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(handler.endings()).isEqualTo(1);
        assertThat(rig.booking.log)
                .containsExactly("begins a FIRST", "ended a IllegalStateException", "failed IllegalStateException");
    }

    @Test
    void should_leave_out_what_a_provider_calls_after_its_end() {
        rig.script(answer("a").andThen(answer("b")).andThen(error(HttpFailure.of(500))))
                .start();

        assertThat(handler.tokens).containsExactly("a");
        assertThat(handler.endings()).isEqualTo(1);
    }

    @Test
    void should_leave_out_what_a_failed_attempt_brings_after_another_began() {
        rig.script(error(HttpFailure.of(401)), h -> {}).start();

        rig.calls.get(0).onPartialResponse("of the dead");
        rig.calls.get(1).onPartialResponse("of the living");
        rig.calls.get(0).onCompleteResponse(response("dead"));
        rig.calls.get(1).onCompleteResponse(response("living"));

        assertThat(handler.tokens).containsExactly("of the living");
        assertThat(handler.responses).hasSize(1);
    }

    @Test
    void should_call_the_handler_on_one_thread_at_a_time_when_the_provider_does_not() throws Exception {
        rig.start();
        StreamingChatResponseHandler provider = rig.calls.get(0);
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            String name = "t" + t;
            pool.execute(() -> {
                try {
                    together.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                for (int i = 0; i < 200; i++) {
                    provider.onPartialResponse(name);
                }
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        provider.onCompleteResponse(response("end"));

        assertThat(handler.overlaps).hasValue(0);
        assertThat(handler.tokens).hasSize(threads * 200);
        assertThat(handler.tokens.stream().collect(Collectors.groupingBy(t -> t, Collectors.counting())))
                .allSatisfy((token, count) -> assertThat(count).isEqualTo(200));
        assertThat(handler.responses).hasSize(1);
    }

    @Test
    void should_hold_what_a_guard_may_take_back_and_keep_it_out_of_the_error_too() {
        rig.script(answer("secret ", "words")).start(true);
        assertThat(handler.tokens).containsExactly("secret words");

        StreamRig broken = new StreamRig().script(error(HttpFailure.of(500), "secret"));
        broken.start(true);
        assertThat(broken.handler.tokens).isEmpty();
        assertThat(broken.handler.errors)
                .singleElement()
                .isInstanceOfSatisfying(StreamBrokenException.class, e -> assertThat(e.partialText())
                        .isEmpty());
    }

    @Test
    void should_hand_a_guards_refusal_of_the_answer_to_the_handler() {
        rig.booking.guard = response -> {
            throw new GuardrailException("no");
        };
        rig.script(answer("a")).start();

        assertThat(handler.errors).singleElement().isInstanceOf(GuardrailException.class);
        assertThat(handler.endings()).isEqualTo(1);
    }

    @Test
    void should_end_through_the_handler_when_an_attempt_is_refused_before_it_is_made() {
        rig.booking.refusal = new BudgetExceededException("too dear");
        rig.start();

        assertThat(rig.calls).isEmpty();
        assertThat(handler.errors).singleElement().isInstanceOf(BudgetExceededException.class);
        assertThat(rig.booking.log).containsExactly("failed BudgetExceededException");
    }

    @Test
    void should_forward_thinking_tool_calls_and_raw_events_and_take_a_tool_call_for_a_token() {
        rig.start();
        StreamingChatResponseHandler provider = rig.calls.get(0);
        provider.onUnmappedRawEvent("ping");
        provider.onPartialThinking(new PartialThinking("hm"));
        provider.onPartialToolCall(PartialToolCall.builder()
                .index(0)
                .id("1")
                .name("search")
                .partialArguments("{}")
                .build());
        provider.onCompleteToolCall(new CompleteToolCall(
                0,
                ToolExecutionRequest.builder()
                        .id("1")
                        .name("search")
                        .arguments("{}")
                        .build()));
        provider.onError(HttpFailure.of(500));

        assertThat(handler.events).containsExactly("raw ping", "thinking hm", "tool search");
        assertThat(handler.errors).singleElement().isInstanceOf(StreamBrokenException.class);
    }

    @Test
    void should_take_what_the_model_throws_for_a_failed_attempt() {
        rig.script(
                        h -> {
                            throw HttpFailure.of(401);
                        },
                        answer("b"))
                .start();

        assertThat(handler.tokens).containsExactly("b");
    }

    @Test
    void should_show_every_failure_before_the_last_one() {
        ProviderHttpException first = HttpFailure.of(401);
        ProviderHttpException last = HttpFailure.of(404);
        rig.script(error(first), error(last)).start();

        assertThat(handler.errors).containsExactly(last);
        assertThat(last.getSuppressed()).containsExactly(first);
    }

    @Test
    void should_end_streams_that_are_going_on_when_it_is_closed() {
        rig.start();
        rig.calls.get(0).onPartialResponse("half");

        rig.streams.close();
        rig.streams.close();

        assertThat(handler.errors).singleElement().isInstanceOfSatisfying(StreamBrokenException.class, e -> {
            assertThat(e.partialText()).isEqualTo("half");
            assertThat(e).hasCauseInstanceOf(EndpointException.class);
        });
        assertThat(rig.streams.open()).isZero();
    }

    private static final class Handle implements StreamingHandle {
        private boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
