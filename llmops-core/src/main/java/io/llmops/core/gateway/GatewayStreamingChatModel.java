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
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.guard.SensitiveWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streaming chat models behind the gateway. Each call is one logical call; what fails is told to its handler, and nothing
 * is thrown. A {@link CancellableHandler} can cancel from the start.
 */
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
        ChatRequest admitted;
        try {
            admitted = ChatAdmission.admit(call, request, first.defaultRequestParameters());
        } catch (RuntimeException e) {
            call.fail(e);
            call.scope().run(() -> handler.onError(e));
            return;
        }
        new StreamCall(
                        settings.route(),
                        new CallBooking(call),
                        handler,
                        holds(settings.words()),
                        admitted,
                        (endpoint, attempt) -> invocation.apply(streaming(endpoint), admitted, attempt),
                        gateway.streams())
                .start();
    }

    /** Where a word may have to be masked or refused, text is held until it is complete. */
    private static boolean holds(@Nullable SensitiveWords words) {
        return words != null && words.action() != SensitiveWords.Action.LOG;
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
