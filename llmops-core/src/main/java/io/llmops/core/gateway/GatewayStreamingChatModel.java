package io.llmops.core.gateway;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A streaming chat model behind the gateway. A call that is refused ends through the handler, as any failure does. */
final class GatewayStreamingChatModel implements StreamingChatModel {

    private final StreamingChatModel model;
    private final Gateway gateway;
    private final CallSettings settings;

    GatewayStreamingChatModel(StreamingChatModel model, Gateway gateway, CallSettings settings) {
        this.model = model;
        this.gateway = gateway;
        this.settings = settings;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        call(request, Optional.empty(), handler, StreamingChatModel::chat);
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        call(request, GatewayChatModel.contextOf(options), handler, (m, r, h) -> m.chat(r, options, h));
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        call(request, Optional.empty(), handler, StreamingChatModel::doChat);
    }

    /** The method of the model that is called. */
    private interface Invocation {
        void apply(StreamingChatModel model, ChatRequest request, StreamingChatResponseHandler handler);
    }

    private void call(
            ChatRequest request,
            Optional<CallContext> override,
            StreamingChatResponseHandler handler,
            Invocation invocation) {
        Call call = new Call(gateway, settings, CallKind.STREAM, override, request.parameters());
        GatewayStreamHandler guarded = new GatewayStreamHandler(call, handler);
        ChatRequest admitted;
        try {
            admitted = ChatAdmission.admit(call, request, model.defaultRequestParameters());
        } catch (RuntimeException e) {
            guarded.onError(e);
            return;
        }
        call.attempt();
        StreamingChatModel target =
                call.cheaper().flatMap(c -> Optional.ofNullable(c.streaming())).orElse(model);
        try {
            call.scope().run(() -> invocation.apply(target, admitted, guarded));
        } catch (RuntimeException | Error e) {
            call.fail(e, Usage.unknown());
            throw e;
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
