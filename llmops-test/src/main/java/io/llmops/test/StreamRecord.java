package io.llmops.test;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps what a stream brings, and cancels it if told to. Thread-safe; made for one stream. */
public final class StreamRecord implements StreamingChatResponseHandler {

    private final List<String> chunks = new CopyOnWriteArrayList<>();
    private final List<ChatResponse> responses = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final int cancelAfter;

    private StreamRecord(int cancelAfter) {
        this.cancelAfter = cancelAfter;
    }

    /** For a stream that is heard to its end. */
    public StreamRecord() {
        this(Integer.MAX_VALUE);
    }

    /** For a stream that is cancelled when that many chunks of text have come, which counts as its end here. */
    public static StreamRecord cancelAfter(int chunks) {
        return new StreamRecord(chunks);
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        chunks.add(partial.text());
        if (chunks.size() == cancelAfter) {
            context.streamingHandle().cancel();
            ended.countDown();
        }
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

    /**
     * Waits for the first end.
     *
     * @throws AssertionError if it does not come in that time
     */
    public StreamRecord await(Duration time) throws InterruptedException {
        if (!ended.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("the stream did not end within " + time);
        }
        return this;
    }

    /** Chunks of text, in order. */
    public List<String> chunks() {
        return List.copyOf(chunks);
    }

    /** All chunks as one text. */
    public String text() {
        return String.join("", chunks);
    }

    /** Whole answers; more than one is a fault of the stream. */
    public List<ChatResponse> responses() {
        return List.copyOf(responses);
    }

    /** Errors; more than one, or one beside an answer, is a fault of the stream. */
    public List<Throwable> errors() {
        return List.copyOf(errors);
    }
}
