package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks for a call's answer in its scenario's cache, after the guard on what comes in and before anything is reserved. */
final class CallCache {

    private CallCache() {}

    /** A kept answer, else what the endpoints say. */
    static ChatResponse chat(
            Call call,
            ChatRequest request,
            Function<Endpoint, ChatRequestParameters> defaults,
            Callable<ChatResponse> endpoints)
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
    static Optional<ChatResponse> find(
            Call call, ChatRequest request, Function<Endpoint, ChatRequestParameters> defaults) {
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

    /** @param defaults the parameters of an endpoint's model */
    private static @Nullable CachedCall begin(
            Call call, ChatRequest request, Function<Endpoint, ChatRequestParameters> defaults) {
        ResponseCache cache = call.settings().cache();
        if (cache == null) {
            return null;
        }
        List<Endpoint> endpoints = call.settings().route().endpoints();
        List<ChatRequestParameters> own = endpoints.stream().map(defaults).toList();
        Optional<CallFrame> frame = call.scope().frame();
        CacheScope scope = new CacheScope(
                call.scope().context().tenant().orElse(null),
                call.scenario(),
                frame.flatMap(CallFrame::promptVersion).orElse(null),
                models(endpoints, own),
                frame.flatMap(CallFrame::mark).orElseGet(() -> Untrusted.mark(call.guardContext())));
        return cache.begin(scope, request, effective(shown(own), call.settings().maxOutputTokens()));
    }

    /** Of several endpoints, which one answers is not known yet: the answer may depend on what each adds of its own. */
    private static String models(List<Endpoint> endpoints, List<ChatRequestParameters> own) {
        return endpoints.size() == 1
                ? endpoints.get(0).model()
                : IntStream.range(0, endpoints.size())
                        .mapToObj(i -> endpoints.get(i).model() + " " + own.get(i))
                        .collect(Collectors.joining("\n"));
    }

    /** The one model's parameters; of several those that offer tools, as a chat that may go there is one with tools. */
    private static ChatRequestParameters shown(List<ChatRequestParameters> own) {
        return own.size() == 1
                ? own.get(0)
                : own.stream()
                        .filter(p -> !p.toolSpecifications().isEmpty())
                        .findFirst()
                        .orElse(DefaultChatRequestParameters.EMPTY);
    }

    /** What holds where the request has none: the scenario's bound, then the model's own parameters. */
    private static ChatRequestParameters effective(ChatRequestParameters own, @Nullable Integer maxOutputTokens) {
        return maxOutputTokens == null
                ? own
                : own.overrideWith(ChatRequestParameters.builder()
                        .maxOutputTokens(maxOutputTokens)
                        .build());
    }
}
