package io.llmops.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.LlmOps;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.test.FaultServer;
import io.llmops.test.ServerReply;
import io.llmops.test.StreamRecord;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads and sockets come back to where they were: 100 cycles, 1,000 with {@code -Psoak}. */
@Timeout(1_800)
class StreamLeaksTest {

    private static final int CYCLES = Boolean.getBoolean("llmops.soak") ? 1_000 : 100;
    private static final int WARM_UP = 20;
    /** Connections and threads that wait to be used again, by client and server. */
    private static final int SLACK = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OpenAiProvider provider = new OpenAiProvider();

    @Test
    void should_leave_no_thread_and_no_socket_behind() throws Exception {
        assumeTrue(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean,
                "open files are counted on Unix only");
        try (FaultServer server = FaultServer.start()) {
            cycles(server, WARM_UP);
            long files = files();
            int threads = threads();

            cycles(server, CYCLES);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(files()).as("open files after %d cycles", CYCLES).isLessThan(files + SLACK);
                assertThat(threads()).as("threads after %d cycles", CYCLES).isLessThan(threads + SLACK);
            });
        }
    }

    /** Builds, uses and closes: a stream that is whole, one that is cancelled, one cut, and one that stalls when it closes. */
    private void cycles(FaultServer server, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            CountDownLatch latch = new CountDownLatch(1);
            server.chat(
                    ServerReply.text("a", "b", "c"),
                    ServerReply.text("a", "b", "c").endless(),
                    ServerReply.text("a", "b", "c").cutAfter(2),
                    ServerReply.text("a", "b", "c").stallAfter(1, latch));
            Stalled stalled = new Stalled();
            try (LlmOps ops = LlmOps.builder().provider(provider).build()) {
                StreamingChatModel model = ops.scenario("s").wrap(model(server));
                run(model, new StreamRecord());
                run(model, StreamRecord.cancelAfter(2));
                run(model, new StreamRecord());
                model.chat("hello", stalled);
                assertThat(stalled.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            assertThat(stalled.failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("closing ended it")
                    .isTrue();
            latch.countDown();
        }
    }

    private StreamingChatModel model(FaultServer server) {
        return provider.streamingChatModel(ModelSpec.builder(ModelRef.parse("openai/m"))
                        .baseUrl(server.baseUrl())
                        .build())
                .orElseThrow();
    }

    private static void run(StreamingChatModel model, StreamRecord stream) throws InterruptedException {
        model.chat("hello", stream);
        stream.await(PATIENCE);
    }

    private static final class Stalled implements StreamingChatResponseHandler {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch failed = new CountDownLatch(1);

        @Override
        public void onPartialResponse(String token) {
            begun.countDown();
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {}

        @Override
        public void onError(Throwable error) {
            failed.countDown();
        }
    }

    private static long files() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
