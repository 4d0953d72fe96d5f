package io.llmops.openai;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps what a stream brings. */
final class StreamRecord implements StreamingChatResponseHandler {

    final List<String> chunks = new CopyOnWriteArrayList<>();
    final List<ChatResponse> responses = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void onPartialResponse(String chunk) {
        chunks.add(chunk);
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

    /** Waits for the first end. */
    StreamRecord await(long seconds) throws InterruptedException {
        if (!ended.await(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the stream did not end within " + seconds + " seconds");
        }
        return this;
    }

    String text() {
        return String.join("", chunks);
    }
}
