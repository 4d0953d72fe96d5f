package io.llmops.http;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps what a stream says to LangChain4j, and cancels it after so many events. */
final class Heard implements ServerSentEventListener {

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final List<String> closes = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final int cancelAfter;

    Heard(int cancelAfter) {
        this.cancelAfter = cancelAfter;
    }

    Heard() {
        this(Integer.MAX_VALUE);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        events.add(event.data());
        if (events.size() == cancelAfter) {
            context.parsingHandle().cancel();
            ended.countDown();
        }
    }

    @Override
    public void onError(Throwable error) {
        errors.add(error);
        ended.countDown();
    }

    @Override
    public void onClose() {
        closes.add("close");
        ended.countDown();
    }

    Heard await() throws InterruptedException {
        if (!ended.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the stream did not end");
        }
        return this;
    }
}
