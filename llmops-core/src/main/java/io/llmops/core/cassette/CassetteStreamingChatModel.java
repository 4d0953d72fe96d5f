package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.api.exception.CassetteException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A streaming chat model on tape. */
final class CassetteStreamingChatModel implements StreamingChatModel {

    private final StreamingChatModel model;
    private final Tape tape;
    private final RequestJson requests = new RequestJson();
    private final AnswerJson answers;

    CassetteStreamingChatModel(StreamingChatModel model, Tape tape, AnswerJson answers) {
        this.model = model;
        this.tape = tape;
        this.answers = answers;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        taped(request, handler, recorder -> model.chat(request, recorder));
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        taped(request, handler, recorder -> model.chat(request, options, recorder));
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        taped(request, handler, recorder -> model.doChat(request, recorder));
    }

    private void taped(
            ChatRequest request, StreamingChatResponseHandler handler, Consumer<StreamingChatResponseHandler> call) {
        JsonNode asked = requests.chat("stream", request, defaultRequestParameters());
        Optional<StreamPlayer> recorded;
        try {
            recorded = tape.next(asked, answer -> new StreamPlayer(answer, answers, handler));
        } catch (CassetteException e) {
            handler.onError(e);
            return;
        }
        if (recorded.isPresent()) {
            recorded.get().play();
        } else {
            call.accept(new StreamRecorder(
                    handler, (response, pieces) -> tape.keep(asked, () -> answers.stream(response, pieces))));
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }
}
