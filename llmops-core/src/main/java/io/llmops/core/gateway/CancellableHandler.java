package io.llmops.core.gateway;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/**
 * A stream's handler that is given the stream's handle before anything is sent, so that the stream can be cancelled while
 * it waits for its first token or for a retry. From the first token on, LangChain4j's own contexts hold the same handle.
 *
 * <p>Cancelling closes the connection and books what was used until then, as an estimate. As with LangChain4j's own
 * streams, nothing more is called afterwards, neither {@code onCompleteResponse} nor {@code onError}.
 */
public interface CancellableHandler extends StreamingChatResponseHandler {

    /**
     * Called once, first of all, on the thread that makes the call.
     *
     * @param handle cancels the stream, from any thread, as often as one likes
     */
    void onStart(StreamingHandle handle);
}
