package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a stream brings its caller, and sees whether it is called twice at once. */
class RecordingHandler implements CancellableHandler {

    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final List<ChatResponse> responses = new CopyOnWriteArrayList<>();
    final AtomicInteger overlaps = new AtomicInteger();
    final CountDownLatch ended = new CountDownLatch(1);
    volatile @Nullable StreamingHandle handle;
    Consumer<String> onToken = token -> {};
    private final AtomicInteger inside = new AtomicInteger();

    @Override
    public void onStart(StreamingHandle handle) {
        this.handle = handle;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (inside.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        try {
            tokens.add(piece.text());
            events.add(piece.text());
            onToken.accept(piece.text());
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        events.add("thinking " + thinking.text());
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall toolCall) {
        events.add("tool " + toolCall.toolExecutionRequest().name());
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        events.add("raw " + event);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        responses.add(response);
        ended.countDown();
    }

    @Override
    public void onError(Throwable error) {
        errors.add(error);
        ended.countDown();
    }

    int endings() {
        return errors.size() + responses.size();
    }

    void await() throws InterruptedException {
        if (!ended.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the stream did not end within 20 seconds, after " + events);
        }
    }

    void cancel() {
        StreamingHandle given = handle;
        if (given == null) {
            throw new AssertionError("no handle was given");
        }
        given.cancel();
    }
}
