package io.llmops.core.gateway;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.model.CallContext;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.SyncCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chat models behind the gateway. Each of its methods is one logical call, and each attempt the same method of an
 * endpoint's model, so that the model's own defaults hold. What it says of itself is what its first endpoint says.
 */
final class GatewayChatModel implements ChatModel {

    private final ChatModel first;
    private final Gateway gateway;
    private final CallSettings settings;

    GatewayChatModel(Gateway gateway, CallSettings settings) {
        this.first = chat(settings.route().representative());
        this.gateway = gateway;
        this.settings = settings;
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return call(request, Optional.empty(), ChatModel::chat);
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return call(request, contextOf(options), (model, r) -> model.chat(r, options));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return call(request, Optional.empty(), ChatModel::doChat);
    }

    /** The method of the model that is called. */
    private interface Invocation {
        ChatResponse apply(ChatModel model, ChatRequest request);
    }

    private ChatResponse call(ChatRequest request, Optional<CallContext> override, Invocation invocation) {
        Call call = new Call(gateway, settings, CallKind.CHAT, override, request.parameters());
        ChatResponse response;
        try {
            ChatRequest admitted = ChatAdmission.admit(call, request, first.defaultRequestParameters());
            response = call.within(() -> SyncCalls.run(
                    settings.route(), call.log(), endpoint -> invocation.apply(chat(endpoint), admitted)));
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a chat model threw a checked exception", e);
        }
        return ChatClosing.close(call, response);
    }

    /** Every endpoint of the route has a chat model: checked when the route was built. */
    private static ChatModel chat(Endpoint endpoint) {
        return endpoint.chat().orElseThrow();
    }

    /** A context among the attributes of the request wins over the thread's. */
    static Optional<CallContext> contextOf(ChatRequestOptions options) {
        return options != null && options.listenerAttributes().get(CallContext.class) instanceof CallContext c
                ? Optional.of(c)
                : Optional.empty();
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return first.defaultRequestParameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return first.listeners();
    }

    @Override
    public ModelProvider provider() {
        return first.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return first.supportedCapabilities();
    }
}
