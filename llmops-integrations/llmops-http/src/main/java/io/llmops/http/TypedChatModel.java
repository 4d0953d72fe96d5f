package io.llmops.http;

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

/** A chat model whose errors are all of LangChain4j's classes. */
final class TypedChatModel implements ChatModel {

    private final ChatModel model;
    private final TypedErrors errors;
    private final Seeding seeding;

    TypedChatModel(ChatModel model, TypedErrors errors, Seeding seeding) {
        this.model = model;
        this.errors = errors;
        this.seeding = seeding;
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return errors.chat(() -> model.chat(seeding.apply(request)));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return errors.chat(() -> model.chat(seeding.apply(request), options));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return errors.chat(() -> model.doChat(seeding.apply(request)));
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
