package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.model.Usage;
import io.llmops.core.endpoint.Try;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps what a stream books, in words, and checks the order. */
final class ScriptedBooking implements StreamBooking {

    final List<String> log = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final List<Usage> received = new ArrayList<>();
    UnaryOperator<ChatResponse> guard = response -> response;

    @Nullable RuntimeException refusal;

    private int open;
    private boolean over;

    @Override
    public void callModel(Runnable model) {
        model.run();
    }

    @Override
    public void callBack(Runnable handler) {
        handler.run();
    }

    @Override
    public synchronized void begins(Try attempt) {
        if (refusal != null) {
            throw refusal;
        }
        check(open++ == 0);
        waits.add(attempt.waited());
        log.add("begins " + attempt.endpoint().name() + " " + attempt.kind());
    }

    @Override
    public void chunk() {
        check(open == 1);
    }

    @Override
    public synchronized void ended(Try attempt, @Nullable Throwable error, @Nullable Usage usage) {
        check(--open == 0);
        if (usage != null) {
            received.add(usage);
        }
        log.add("ended " + attempt.endpoint().name() + " "
                + (error == null ? "ok" : error.getClass().getSimpleName()));
    }

    @Override
    public ChatResponse completed(ChatResponse response) {
        end("completed");
        return guard.apply(response);
    }

    @Override
    public void failed(Throwable error) {
        end("failed " + error.getClass().getSimpleName());
    }

    private synchronized void end(String how) {
        check(open == 0 && !over);
        over = true;
        log.add(how);
    }

    private void check(boolean holds) {
        if (!holds || over) {
            throw new AssertionError("booked out of order, after " + log);
        }
    }
}
