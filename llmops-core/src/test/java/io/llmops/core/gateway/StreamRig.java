package io.llmops.core.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardStream;
import io.llmops.core.guard.Guards;
import io.llmops.core.guard.Verdict;
import io.llmops.test.ScriptedChatModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A stream over two endpoints, "a" and its fallback "b", whose provider does what a test scripts, on a time that is moved by hand. */
final class StreamRig {

    static final ChatRequest REQUEST = ChatRequest.builder()
            .messages(UserMessage.from("How many days of leave carry over? 年假可以结转几天？"))
            .build();

    final ManualTime time = new ManualTime();
    final ScriptedBooking booking = new ScriptedBooking();
    final RecordingHandler handler = new RecordingHandler();
    final Streams streams;
    final List<StreamingChatResponseHandler> calls = new ArrayList<>();
    private final Deque<Consumer<StreamingChatResponseHandler>> scripts = new ArrayDeque<>();
    private final Route route;

    StreamRig() {
        this(new DirectThreads());
    }

    StreamRig(ExecutorService threads) {
        this(policy -> policy, true, endpoint -> endpoint, threads);
    }

    StreamRig(UnaryOperator<RoutePolicy.Builder> policy, boolean fallback) {
        this(policy, fallback, endpoint -> endpoint);
    }

    StreamRig(UnaryOperator<RoutePolicy.Builder> policy, boolean fallback, UnaryOperator<Endpoint.Builder> endpoint) {
        this(policy, fallback, endpoint, new DirectThreads());
    }

    private StreamRig(
            UnaryOperator<RoutePolicy.Builder> policy,
            boolean fallback,
            UnaryOperator<Endpoint.Builder> endpoint,
            ExecutorService threads) {
        List<Endpoint> endpoints = new ArrayList<>(List.of(endpoint("a", endpoint)));
        RoutePolicy.Builder builder = RoutePolicy.builder();
        if (fallback) {
            endpoints.add(endpoint("b", endpoint));
            builder.fallback("b");
        }
        streams = new Streams(threads);
        route = new Route(endpoints, policy.apply(builder).build(), e -> 0, time, new Random(7));
    }

    private static Endpoint endpoint(String name, UnaryOperator<Endpoint.Builder> change) {
        return change.apply(Endpoint.builder(name)
                        .streaming(ScriptedChatModel.replying("unused"))
                        .owned(true))
                .build();
    }

    /** What the provider does at its next call; nothing at all where no script is left. */
    @SafeVarargs
    final StreamRig script(Consumer<StreamingChatResponseHandler>... next) {
        for (Consumer<StreamingChatResponseHandler> script : next) {
            scripts.add(script);
        }
        return this;
    }

    StreamCall start() {
        return start(false);
    }

    StreamCall start(boolean hold) {
        return start(handler, hold);
    }

    StreamCall start(RecordingHandler to) {
        return start(to, false);
    }

    private StreamCall start(RecordingHandler to, boolean hold) {
        GuardStream held = Guards.of(List.of((text, context) -> Verdict.pass())).stream(
                GuardContext.of("s").at(WordMatch.Stage.OUTPUT));
        GuardedStream guards = new GuardedStream(hold ? held : GuardStream.open(), tool -> tool, text -> {});
        StreamCall call = new StreamCall(route, booking, to, guards, REQUEST, (endpoint, h) -> model(h), streams);
        call.start(to);
        return call;
    }

    private void model(StreamingChatResponseHandler provider) {
        calls.add(provider);
        Consumer<StreamingChatResponseHandler> script = scripts.poll();
        if (script != null) {
            script.accept(provider);
        }
    }

    static Consumer<StreamingChatResponseHandler> answer(String... tokens) {
        return handler -> {
            List.of(tokens).forEach(handler::onPartialResponse);
            handler.onCompleteResponse(response(String.join("", tokens)));
        };
    }

    static Consumer<StreamingChatResponseHandler> error(Throwable error, String... tokens) {
        return handler -> {
            List.of(tokens).forEach(handler::onPartialResponse);
            handler.onError(error);
        };
    }

    static ChatResponse response(String text) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text.isEmpty() ? " " : text))
                .tokenUsage(new TokenUsage(10, 5))
                .build();
    }
}
