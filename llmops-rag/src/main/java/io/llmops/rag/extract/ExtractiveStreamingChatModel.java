package io.llmops.rag.extract;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@link ExtractiveChatModel} as a stream, on the caller's thread. All errors go to the handler. */
final class ExtractiveStreamingChatModel implements StreamingChatModel {

    private final ExtractiveChatModel model;

    ExtractiveStreamingChatModel(ExtractiveChatModel model) {
        this.model = model;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Handle handle = new Handle();
        List<String> pieces;
        try {
            pieces = model.answer(request);
            for (int i = 0; i < pieces.size() && !handle.isCancelled(); i++) {
                String text = i == 0 ? pieces.get(i) : " " + pieces.get(i);
                handler.onPartialResponse(new PartialResponse(text), new PartialResponseContext(handle));
            }
        } catch (RuntimeException e) {
            handler.onError(e);
            return;
        }
        if (!handle.isCancelled()) {
            handler.onCompleteResponse(ExtractiveChatModel.response(pieces));
        }
    }

    private static final class Handle implements StreamingHandle {
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get();
        }
    }
}
