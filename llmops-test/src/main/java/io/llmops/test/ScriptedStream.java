package io.llmops.test;

import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** Plays one scripted reply to a stream's handler. */
final class ScriptedStream implements StreamingHandle {

    private final ScriptedReply reply;
    private final StreamingChatResponseHandler handler;
    private volatile boolean cancelled;

    ScriptedStream(ScriptedReply reply, StreamingChatResponseHandler handler) {
        this.reply = reply;
        this.handler = handler;
    }

    /** Whether it came to its end, rather than being cancelled. */
    boolean play() {
        for (String chunk : reply.chunks()) {
            handler.onPartialResponse(new PartialResponse(chunk), new PartialResponseContext(this));
            if (cancelled) {
                return false;
            }
        }
        for (int i = 0; i < reply.toolCalls().size(); i++) {
            handler.onCompleteToolCall(new CompleteToolCall(i, reply.toolCalls().get(i)));
        }
        reply.failure().ifPresentOrElse(handler::onError, () -> handler.onCompleteResponse(reply.response()));
        return true;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
