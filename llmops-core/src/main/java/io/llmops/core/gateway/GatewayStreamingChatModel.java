package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.model.CallContext;
import java.util.Optional;

/**
 * Streaming chat models behind the gateway. Each call is one logical call; what fails is told to its handler, and nothing
 * is thrown. A {@link CancellableHandler} can cancel from the start.
 */
final class GatewayStreamingChatModel extends Face.OfStreaming implements StreamingChatModel {

    private final Gateway gateway;
    private final CallSettings settings;

    GatewayStreamingChatModel(Gateway gateway, CallSettings settings) {
        super(settings.route());
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
        try {
            ChatRequest guarded = ChatAdmission.admit(call, request);
            Optional<ChatResponse> kept = CallCache.find(call, guarded, EndpointStream::defaults);
            if (kept.isPresent()) {
                new ModellessStream(call, handler).replay(kept.get());
                return;
            }
            AnswerLimit limit = AnswerLimit.of(call, guarded);
            ChatRequest admitted = ChatAdmission.reserve(call, guarded, limit, EndpointStream::defaults);
            invocation.apply(new EndpointStream(face(call), call, limit, handler), admitted, handler);
        } catch (RuntimeException | Error e) { // a stream that has begun tells its handler itself, and throws nothing
            call.fail(e);
            new ModellessStream(call, handler).refuse(e);
        }
    }

    private Face face(Call call) {
        return call.log().degraded().isEmpty() ? this : Face.ofStreaming(call.route());
    }
}
