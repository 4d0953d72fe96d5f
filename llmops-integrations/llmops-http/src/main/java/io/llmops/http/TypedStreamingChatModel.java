package io.llmops.http;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.Set;

/** A streaming chat model whose streams end once, and whose errors are all of LangChain4j's classes. */
final class TypedStreamingChatModel implements StreamingChatModel {

    private final StreamingChatModel model;
    private final TypedErrors errors;
    private final Seeding seeding;

    TypedStreamingChatModel(StreamingChatModel model, TypedErrors errors, Seeding seeding) {
        this.model = model;
        this.errors = errors;
        this.seeding = seeding;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        model.chat(seeding.apply(request), new OnceHandler(handler, errors));
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        model.chat(seeding.apply(request), options, new OnceHandler(handler, errors));
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        model.doChat(seeding.apply(request), new OnceHandler(handler, errors));
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
