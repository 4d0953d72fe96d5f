package io.llmops.core.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.api.model.Usage;
import io.llmops.core.guard.SensitiveWords;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Forwards a stream within the caller's scope, measures its first token and books its end, once.
 *
 * <p>Where a lexicon may mask or refuse, nothing may be shown that could have to be taken back: the text is held until it
 * is complete and then handed over in one piece.
 */
final class GatewayStreamHandler implements StreamingChatResponseHandler {

    private final Call call;
    private final StreamingChatResponseHandler handler;
    private final boolean hold;
    private final AtomicBoolean ended = new AtomicBoolean();

    GatewayStreamHandler(Call call, StreamingChatResponseHandler handler) {
        this.call = call;
        this.handler = handler;
        SensitiveWords words = call.settings().words();
        this.hold = words != null && words.action() != SensitiveWords.Action.LOG;
    }

    @Override
    public void onPartialResponse(String text) {
        forward(() -> handler.onPartialResponse(text), hold);
    }

    @Override
    public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
        forward(() -> handler.onPartialResponse(text, context), hold);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        forward(() -> handler.onPartialThinking(thinking), hold);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
        forward(() -> handler.onPartialThinking(thinking, context), hold);
    }

    @Override
    public void onPartialToolCall(PartialToolCall toolCall) {
        forward(() -> handler.onPartialToolCall(toolCall), false);
    }

    @Override
    public void onPartialToolCall(PartialToolCall toolCall, PartialToolCallContext context) {
        forward(() -> handler.onPartialToolCall(toolCall, context), false);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall toolCall) {
        forward(() -> handler.onCompleteToolCall(toolCall), false);
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        call.scope().run(() -> handler.onUnmappedRawEvent(event));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        ChatResponse guarded;
        try {
            guarded = ChatClosing.close(call, response);
        } catch (RuntimeException e) {
            call.scope().run(() -> handler.onError(e));
            return;
        }
        call.scope().run(() -> {
            String text = guarded.aiMessage().text();
            if (hold && text != null && !text.isEmpty()) {
                handler.onPartialResponse(text);
            }
            handler.onCompleteResponse(guarded);
        });
    }

    /** Brings a whole answer as a stream does. */
    void replay(ChatResponse response) {
        AiMessage message = response.aiMessage();
        if (message.thinking() != null) {
            onPartialThinking(new PartialThinking(message.thinking()));
        }
        if (message.text() != null && !message.text().isEmpty()) {
            onPartialResponse(message.text());
        }
        for (int i = 0; i < message.toolExecutionRequests().size(); i++) {
            onCompleteToolCall(
                    new CompleteToolCall(i, message.toolExecutionRequests().get(i)));
        }
        onCompleteResponse(response);
    }

    @Override
    public void onError(Throwable error) {
        if (ended.compareAndSet(false, true)) {
            call.fail(error, Usage.unknown());
            call.scope().run(() -> handler.onError(error));
        }
    }

    private void forward(Runnable event, boolean held) {
        if (ended.get()) {
            return;
        }
        call.chunk();
        if (!held) {
            call.scope().run(event);
        }
    }
}
