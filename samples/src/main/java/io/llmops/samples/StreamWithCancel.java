package io.llmops.samples;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.llmops.LlmOps;
import io.llmops.api.exception.StreamBrokenException;
import io.llmops.core.gateway.CancellableHandler;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Streams an answer that its reader may stop at any time. */
public final class StreamWithCancel {

    private StreamWithCancel() {}

    // snippet: handler
    /** What a page shows while it is open. */
    static final class Page implements CancellableHandler {
        final Queue<String> shown = new ConcurrentLinkedQueue<>();
        final CompletableFuture<String> whole = new CompletableFuture<>();
        private volatile @Nullable StreamingHandle started;

        @Override
        public void onStart(StreamingHandle handle) {
            started = handle; // before anything is sent
        }

        @Override
        public void onPartialResponse(String token) {
            shown.add(token);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            whole.complete(response.aiMessage().text());
        }

        @Override
        public void onError(Throwable error) {
            if (error instanceof StreamBrokenException broken) {
                whole.complete(broken.partialText() + " ..."); // the cause says why
            } else {
                whole.completeExceptionally(error);
            }
        }

        void close() {
            StreamingHandle stream = started;
            if (stream != null) {
                stream.cancel(); // from any thread; nothing more is called
            }
            whole.cancel(false);
        }
    }
    // end

    static Page run(LlmOps ops, StreamingChatModel openAi, String question) {
        // snippet: model
        StreamingChatModel model = ops.scenario("support")
                .gateway(g -> g.streamLimits(
                        Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(10))) // the defaults
                .wrap(openAi);
        Page page = new Page();
        model.chat(question, page); // returns at once
        // end
        return page;
    }
}
