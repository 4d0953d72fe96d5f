package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A chat model on tape. */
final class CassetteChatModel implements ChatModel {

    private final ChatModel model;
    private final Tape tape;
    private final RequestJson requests = new RequestJson();
    private final AnswerJson answers;

    CassetteChatModel(ChatModel model, Tape tape, AnswerJson answers) {
        this.model = model;
        this.tape = tape;
        this.answers = answers;
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return taped(request, () -> model.chat(request));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return taped(request, () -> model.chat(request, options));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return taped(request, () -> model.doChat(request));
    }

    private ChatResponse taped(ChatRequest request, Supplier<ChatResponse> call) {
        JsonNode asked = requests.chat("chat", request, defaultRequestParameters());
        return tape.next(asked, answers::chat).orElseGet(() -> {
            ChatResponse response = call.get();
            tape.keep(asked, () -> answers.chat(response));
            return response;
        });
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
