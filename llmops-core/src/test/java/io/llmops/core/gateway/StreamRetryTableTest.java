package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.TimeoutException;
import io.llmops.core.endpoint.RetryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a stream is tried, for each kind of failure before its first token and each number of attempts, and how long it waits. */
class StreamRetryTableTest {

    /** What a provider does, whether it is worth another try, and what it asks to wait. */
    private record Outcome(String name, Throwable error, boolean retried, Duration retryAfter) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Duration NO_WISH = Duration.ZERO;

    private static List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>();
        all.add(new Outcome("429, 2 s", HttpFailure.of(429, Duration.ofSeconds(2)), true, Duration.ofSeconds(2)));
        all.add(new Outcome("429, 30 s", HttpFailure.of(429, Duration.ofSeconds(30)), true, Duration.ofSeconds(30)));
        for (int status : new int[] {408, 429, 500, 502, 503, 504, 529}) {
            all.add(new Outcome(Integer.toString(status), HttpFailure.of(status, null), true, NO_WISH));
        }
        all.add(new Outcome("timeout", new TimeoutException("slow"), true, NO_WISH));
        all.add(new Outcome("reset", new UncheckedIOException(new IOException("reset")), true, NO_WISH));
        for (int status : new int[] {400, 401, 403, 404}) {
            all.add(new Outcome(Integer.toString(status), HttpFailure.of(status, null), false, NO_WISH));
        }
        all.add(new Outcome("content filter", new ContentFilteredException("no"), false, NO_WISH));
        return all;
    }

    static Stream<Arguments> cells() {
        return outcomes().stream().flatMap(o -> IntStream.rangeClosed(1, 5).mapToObj(n -> Arguments.of(o, n)));
    }

    @ParameterizedTest(name = "{0} with {1} attempts")
    @MethodSource("cells")
    void should_try_a_stream_as_often_as_the_table_says_and_wait_as_long(Outcome outcome, int attempts) {
        StreamRig rig = new StreamRig(p -> p.retry(r -> r.maxAttempts(attempts)), false);
        IntStream.range(0, attempts).forEach(i -> rig.script(StreamRig.error(outcome.error)));
        rig.start();
        rig.time.advance(Duration.ofMinutes(5));

        int expected = outcome.retried ? attempts : 1;
        assertThat(rig.calls).hasSize(expected);
        assertThat(rig.handler.errors).containsExactly(outcome.error);
        assertThat(rig.booking.waits).hasSize(expected);
        for (int retry = 1; retry < expected; retry++) {
            Duration own = RetryPolicy.DEFAULT_BACKOFF.multipliedBy(1L << (retry - 1));
            Duration least = own.compareTo(outcome.retryAfter) > 0 ? own : outcome.retryAfter;
            assertThat(rig.booking.waits.get(retry))
                    .isBetween(least, least.plusMillis((long) (least.toMillis() * RetryPolicy.DEFAULT_JITTER)));
        }
    }

    @ParameterizedTest(name = "{0} with {1} attempts")
    @MethodSource("cells")
    void should_never_try_again_once_a_token_was_shown(Outcome outcome, int attempts) {
        StreamRig rig = new StreamRig(p -> p.retry(r -> r.maxAttempts(attempts)), true)
                .script(StreamRig.error(outcome.error, "好"));
        rig.start();
        rig.time.advance(Duration.ofMinutes(5));

        assertThat(rig.calls).hasSize(1);
        assertThat(rig.handler.endings()).isEqualTo(1);
        assertThat(rig.handler.errors).singleElement().satisfies(e -> assertThat(e)
                .hasCause(outcome.error));
    }
}
