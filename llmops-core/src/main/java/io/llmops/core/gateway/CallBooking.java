package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.model.Usage;
import io.llmops.core.endpoint.Try;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Books a stream as a {@link Call}. */
final class CallBooking implements StreamBooking {

    private final Call call;

    CallBooking(Call call) {
        this.call = call;
    }

    @Override
    public void callModel(Runnable model) {
        try {
            call.within(Executors.callable(model));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a streaming chat model threw a checked exception", e);
        }
    }

    @Override
    public void callBack(Runnable handler) {
        call.callBack(handler);
    }

    @Override
    public void begins(Try attempt) {
        call.log().begins(attempt);
    }

    @Override
    public void chunk() {
        call.chunk();
    }

    @Override
    public void ended(Try attempt, @Nullable Throwable error, @Nullable Usage received) {
        if (received != null) {
            call.log().used(null, received, error);
        } else {
            call.log().ended(attempt, error);
        }
    }

    @Override
    public ChatResponse completed(ChatResponse response) {
        return ChatClosing.close(call, response);
    }

    @Override
    public void failed(Throwable error) {
        call.fail(error);
    }
}
