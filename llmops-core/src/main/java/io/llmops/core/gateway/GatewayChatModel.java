package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.model.CallContext;
import java.util.Optional;

/**
 * Chat models behind the gateway. Each of its methods is one logical call: recorded, guarded and paid for once, however
 * many attempts the endpoints need for it.
 */
final class GatewayChatModel extends Face.OfChat implements ChatModel {

    private final Gateway gateway;
    private final CallSettings settings;

    GatewayChatModel(Gateway gateway, CallSettings settings) {
        super(settings.route());
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
        try {
            ChatRequest admitted = ChatAdmission.admit(call, request);
            ChatResponse response = call.within(() -> CallCache.chat(
                    call,
                    admitted,
                    EndpointChat::defaults,
                    () -> Repair.chat(call, admitted, r -> ask(call, r, invocation))));
            return ChatClosing.close(call, response);
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        } catch (Exception e) {
            call.fail(e);
            throw new IllegalStateException("a chat model threw a checked exception", e);
        }
    }

    private ChatResponse ask(Call call, ChatRequest request, Invocation invocation) {
        AnswerLimit limit = AnswerLimit.of(call, request);
        ChatRequest reserved = ChatAdmission.reserve(call, request, limit, EndpointChat::defaults);
        return invocation.apply(new EndpointChat(face(call), call, limit), reserved);
    }

    private Face face(Call call) {
        return call.log().degraded().isEmpty() ? this : Face.ofChat(call.route());
    }

    /** A context among the attributes of the request wins over the thread's. */
    static Optional<CallContext> contextOf(ChatRequestOptions options) {
        return options != null && options.listenerAttributes().get(CallContext.class) instanceof CallContext c
                ? Optional.of(c)
                : Optional.empty();
    }
}
