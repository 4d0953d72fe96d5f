package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.core.cache.CacheScope;
import io.llmops.core.cache.CachedCall;
import io.llmops.core.cache.ResponseCache;
import io.llmops.core.context.CallFrame;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.guard.injection.Untrusted;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for a call's answer in its scenario's cache, after the guard on what comes in and before anything is reserved. */
final class CallCache {

    private CallCache() {}

    /** A kept answer, else what the endpoints say. */
    static ChatResponse chat(
            Call call, ChatRequest request, @Nullable ChatRequestParameters defaults, Callable<ChatResponse> endpoints)
            throws Exception {
        CachedCall cached = begin(call, request, defaults);
        if (cached == null) {
            return endpoints.call();
        }
        CachedCall.Reply reply = cached.chat(endpoints, call.remaining());
        if (reply.cached()) {
            call.fromCache();
        }
        return reply.response();
    }

    /** A kept answer for a stream; where there is none, the call keeps what the stream comes to. */
    static Optional<ChatResponse> find(Call call, ChatRequest request, @Nullable ChatRequestParameters defaults) {
        CachedCall cached = begin(call, request, defaults);
        if (cached == null) {
            return Optional.empty();
        }
        Optional<ChatResponse> kept = find(call, cached);
        if (kept.isPresent()) {
            call.fromCache();
        } else {
            call.keepIn(cached);
        }
        return kept;
    }

    private static Optional<ChatResponse> find(Call call, CachedCall cached) {
        try {
            return call.within(cached::find);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a cache threw a checked exception", e);
        }
    }

    private static @Nullable CachedCall begin(
            Call call, ChatRequest request, @Nullable ChatRequestParameters defaults) {
        ResponseCache cache = call.settings().cache();
        if (cache == null) {
            return null;
        }
        List<Endpoint> endpoints = call.settings().route().endpoints();
        Optional<CallFrame> frame = call.scope().frame();
        CacheScope scope = new CacheScope(
                call.scope().context().tenant().orElse(null),
                call.scenario(),
                frame.flatMap(CallFrame::promptVersion).orElse(null),
                models(endpoints),
                frame.flatMap(CallFrame::mark).orElseGet(() -> Untrusted.mark(call.guardContext())));
        return cache.begin(
                scope,
                request,
                effective(toolsOf(endpoints).orElse(defaults), call.settings().maxOutputTokens()));
    }

    /** Of several endpoints, which one answers is not known yet: the answer may depend on what each adds of its own. */
    private static String models(List<Endpoint> endpoints) {
        if (endpoints.size() == 1) {
            return endpoints.get(0).model();
        }
        return endpoints.stream()
                .map(e -> e.model() + " " + defaults(e).map(Object::toString).orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private static Optional<ChatRequestParameters> defaults(Endpoint endpoint) {
        return endpoint.chat().map(ChatModel::defaultRequestParameters).or(() -> endpoint.streaming()
                .map(StreamingChatModel::defaultRequestParameters));
    }

    /** Parameters of an endpoint that offers tools of its own: a chat that may go there is one with tools. */
    private static Optional<ChatRequestParameters> toolsOf(List<Endpoint> endpoints) {
        return endpoints.stream()
                .flatMap(e -> defaults(e).stream())
                .filter(p -> p.toolSpecifications() != null
                        && !p.toolSpecifications().isEmpty())
                .findFirst();
    }

    /** What holds where the request has none: the scenario's bound, then the model's own parameters. */
    private static @Nullable ChatRequestParameters effective(
            @Nullable ChatRequestParameters defaults, @Nullable Integer maxOutputTokens) {
        if (maxOutputTokens == null) {
            return defaults;
        }
        ChatRequestParameters bound =
                ChatRequestParameters.builder().maxOutputTokens(maxOutputTokens).build();
        return defaults == null ? bound : defaults.overrideWith(bound);
    }
}
