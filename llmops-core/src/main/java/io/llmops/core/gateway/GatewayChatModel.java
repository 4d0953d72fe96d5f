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
import io.llmops.api.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A chat model behind the gateway. Each of its methods is one logical call of the same method of the model. */
final class GatewayChatModel implements ChatModel {

    private final ChatModel model;
    private final Gateway gateway;
    private final CallSettings settings;

    GatewayChatModel(ChatModel model, Gateway gateway, CallSettings settings) {
        this.model = model;
        this.gateway = gateway;
        this.settings = settings;
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return call(request, Optional.empty(), ChatModel::chat);
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return call(request, contextOf(options), (m, r) -> m.chat(r, options));
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
            ChatRequest admitted = ChatAdmission.admit(call, request, model.defaultRequestParameters());
            call.attempt();
            ChatModel target = call.cheaper().map(CallLimits.Cheaper::chat).orElse(model);
            response = call.within(() -> invocation.apply(target, admitted));
        } catch (RuntimeException | Error e) {
            call.fail(e, Usage.unknown());
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a chat model threw a checked exception", e);
        }
        return ChatClosing.close(call, response);
    }

    /** A context among the attributes of the request wins over the thread's. */
    static Optional<CallContext> contextOf(ChatRequestOptions options) {
        return options != null && options.listenerAttributes().get(CallContext.class) instanceof CallContext c
                ? Optional.of(c)
                : Optional.empty();
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
