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
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Try;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A streaming chat model behind the gateway. A call that is refused ends through the handler, as any failure does. */
final class GatewayStreamingChatModel implements StreamingChatModel {

    private final StreamingChatModel first;
    private final Gateway gateway;
    private final CallSettings settings;

    GatewayStreamingChatModel(Gateway gateway, CallSettings settings) {
        this.first = streaming(settings.route().representative());
        this.gateway = gateway;
        this.settings = settings;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        call(request, Optional.empty(), handler, StreamingChatModel::chat);
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        call(request, GatewayChatModel.contextOf(options), handler, (model, r, h) -> model.chat(r, options, h));
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
        Try attempt;
        try {
            admitted = ChatAdmission.admit(call, request, first.defaultRequestParameters());
            attempt = call.route().beginStream().first();
            call.log().begins(attempt);
        } catch (RuntimeException e) {
            guarded.onError(e);
            return;
        }
        try {
            call.scope().run(() -> invocation.apply(streaming(attempt.endpoint()), admitted, guarded));
        } catch (RuntimeException | Error e) {
            call.fail(e, Usage.unknown());
            throw e;
        }
    }

    /** Every endpoint of the route streams: checked when the route was built. */
    private static StreamingChatModel streaming(Endpoint endpoint) {
        return endpoint.streaming().orElseThrow();
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
