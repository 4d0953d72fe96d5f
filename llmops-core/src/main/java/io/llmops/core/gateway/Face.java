package io.llmops.core.gateway;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a chat model over endpoints says of itself: word for word what its endpoint says where there is one, and what
 * holds for every one of them where there are several. The common tail of our chat models.
 */
abstract class Face {

    private final List<Tail> tails;

    /** The part of a chat model's interface that plain and streaming ones share. */
    private interface Tail {
        ChatRequestParameters parameters();

        List<ChatModelListener> listeners();

        ModelProvider provider();

        Set<Capability> capabilities();
    }

    private Face(List<Tail> tails) {
        this.tails = tails;
    }

    /** The same face once more. */
    Face(Face same) {
        this(same.tails);
    }

    /** A face of the chat models of a route. */
    abstract static class OfChat extends Face {
        OfChat(Route route) {
            super(tails(route, endpoint -> new ChatTail(endpoint.chat().orElseThrow())));
        }
    }

    /** A face of the streaming models of a route. */
    abstract static class OfStreaming extends Face {
        OfStreaming(Route route) {
            super(tails(
                    route, endpoint -> new StreamingTail(endpoint.streaming().orElseThrow())));
        }
    }

    static Face ofChat(Route route) {
        return new OfChat(route) {};
    }

    static Face ofStreaming(Route route) {
        return new OfStreaming(route) {};
    }

    private static List<Tail> tails(Route route, Function<Endpoint, Tail> tail) {
        return route.endpoints().stream().map(tail).toList();
    }

    /** Of several endpoints none: each call takes those of the endpoint that it goes to. */
    public ChatRequestParameters defaultRequestParameters() {
        return tails.size() == 1 ? tails.get(0).parameters() : DefaultChatRequestParameters.EMPTY;
    }

    /** Every listener of any endpoint, once. */
    public List<ChatModelListener> listeners() {
        return tails.size() == 1
                ? tails.get(0).listeners()
                : tails.stream().flatMap(t -> t.listeners().stream()).distinct().toList();
    }

    /** The provider of all endpoints, or {@link ModelProvider#OTHER} where they differ. */
    public ModelProvider provider() {
        ModelProvider first = tails.get(0).provider();
        return tails.stream().allMatch(t -> t.provider() == first) ? first : ModelProvider.OTHER;
    }

    /** What every endpoint can, since any of them may answer. */
    public Set<Capability> supportedCapabilities() {
        Set<Capability> first = tails.get(0).capabilities();
        if (tails.size() == 1) {
            return first;
        }
        Set<Capability> common = new HashSet<>(first);
        tails.forEach(t -> common.retainAll(t.capabilities()));
        return common;
    }

    /** The request with what a model adds of its own, as LangChain4j does before {@code doChat}. */
    static ChatRequest with(ChatRequestParameters defaults, ChatRequest request) {
        return request.toBuilder()
                .parameters(defaults.overrideWith(request.parameters()))
                .build();
    }

    private record ChatTail(ChatModel model) implements Tail {
        @Override
        public ChatRequestParameters parameters() {
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
        public Set<Capability> capabilities() {
            return model.supportedCapabilities();
        }
    }

    private record StreamingTail(StreamingChatModel model) implements Tail {
        @Override
        public ChatRequestParameters parameters() {
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
        public Set<Capability> capabilities() {
            return model.supportedCapabilities();
        }
    }
}
