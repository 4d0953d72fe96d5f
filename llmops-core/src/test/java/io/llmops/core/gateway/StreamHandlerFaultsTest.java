package io.llmops.core.gateway;

import static io.llmops.core.gateway.StreamRig.answer;
import static io.llmops.core.gateway.StreamRig.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.llmops.api.exception.EndpointException;
import io.llmops.api.exception.StreamBrokenException;
import io.llmops.api.exception.StreamTimeoutException;
import io.llmops.core.endpoint.Sneaky;
import io.llmops.core.endpoint.StreamLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a caller's handler, or a process without threads, may do to a stream: it ends once all the same. */
@Timeout(300)
class StreamHandlerFaultsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StreamRig rig = new StreamRig();

    /** Does at its start what a test says. */
    private static final class Starting extends RecordingHandler {
        private final Consumer<StreamingHandle> onStart;

        Starting(Consumer<StreamingHandle> onStart) {
            this.onStart = onStart;
        }

        @Override
        public void onStart(StreamingHandle handle) {
            events.add("start");
            onStart.accept(handle);
        }

        @Override
        public void onError(Throwable error) {
            events.add("error");
            super.onError(error);
        }
    }

    @Test
    void should_end_with_the_exception_of_a_handler_that_throws_a_checked_one() {
        IOException fault = new IOException("checked");
        rig.handler.onToken = token -> {
            throw Sneaky.raise(fault);
        };

        rig.script(answer("年假", "可以")).start();

        assertThat(rig.handler.tokens).containsExactly("年假");
        assertThat(rig.handler.errors).containsExactly(fault);
        assertThat(rig.booking.log).containsExactly("begins a FIRST", "ended a IOException", "failed IOException");
        assertThat(rig.streams.open()).isZero();
    }

    @Test
    void should_not_let_a_checked_exception_of_the_last_callback_out() {
        RecordingHandler handler = new RecordingHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                super.onCompleteResponse(response);
                throw Sneaky.raise(new IOException("checked"));
            }
        };

        rig.script(answer("x")).start(handler);

        assertThat(handler.endings()).isEqualTo(1);
        assertThat(rig.booking.log).endsWith("completed");
    }

    @Test
    void should_tell_a_handler_that_throws_at_its_start_and_call_no_model() {
        IllegalStateException fault = new IllegalStateException("no page");
        Starting handler = new Starting(handle -> {
            throw fault;
        });

        rig.start(handler);

        assertThat(handler.events).containsExactly("start", "error");
        assertThat(handler.errors).containsExactly(fault);
        assertThat(rig.booking.log).containsExactly("failed IllegalStateException");
        assertThat(rig.calls).isEmpty();
        assertThat(rig.streams.open()).isZero();
    }

    @Test
    void should_call_no_model_and_be_forgotten_where_it_is_cancelled_at_its_start() {
        Starting handler = new Starting(StreamingHandle::cancel);

        rig.start(handler);

        assertThat(handler.events).containsExactly("start");
        assertThat(rig.booking.log).containsExactly("failed CancellationException");
        assertThat(rig.calls).isEmpty();
        assertThat(rig.streams.open()).isZero();
    }

    @Test
    void should_give_the_handle_before_the_error_where_everything_is_closed() {
        Starting handler = new Starting(handle -> {});
        rig.streams.close();

        rig.start(handler);

        assertThat(handler.events).containsExactly("start", "error");
        assertThat(handler.errors).singleElement().isInstanceOf(EndpointException.class);
        assertThat(rig.streams.open()).isZero();
    }

    @Test
    void should_count_the_gap_from_where_the_handler_has_returned() {
        Duration gap = StreamLimits.DEFAULT.gap();
        rig.handler.onToken = token -> rig.time.advance(gap.plusSeconds(10));
        rig.start();
        rig.calls.get(0).onPartialResponse("慢");

        rig.time.advance(gap.minusNanos(1));
        assertThat(rig.handler.errors).isEmpty();
        rig.time.advance(Duration.ofNanos(1));

        assertThat(rig.handler.errors).singleElement().isInstanceOf(StreamBrokenException.class);
    }

    @Test
    void should_bound_the_first_token_by_the_time_for_one_attempt_where_that_is_less() {
        StreamRig one =
                new StreamRig(p -> p.retry(r -> r.maxAttempts(1)), false, e -> e.attemptTimeout(Duration.ofSeconds(2)));
        one.start();

        one.time.advance(Duration.ofSeconds(2));

        assertThat(one.handler.errors)
                .singleElement()
                .isInstanceOfSatisfying(
                        StreamTimeoutException.class, e -> assertThat(e).hasMessageContainingAll("firstToken", "PT2S"));
    }

    @Test
    void should_fail_where_no_thread_can_be_made_for_a_retry() {
        StreamRig one = new StreamRig(new Exhausted());
        one.script(error(HttpFailure.of(503))).start();

        one.time.advance(SECOND);

        assertThat(one.handler.errors).singleElement().isInstanceOf(OutOfMemoryError.class);
        assertThat(one.booking.log).endsWith("failed OutOfMemoryError");
        assertThat(one.streams.open()).isZero();
    }

    /** As a pool whose process may make no more threads. */
    private static final class Exhausted extends AbstractExecutorService {
        private final List<Runnable> none = new ArrayList<>();

        @Override
        public void execute(Runnable command) {
            throw new OutOfMemoryError("unable to create native thread");
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return none;
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
