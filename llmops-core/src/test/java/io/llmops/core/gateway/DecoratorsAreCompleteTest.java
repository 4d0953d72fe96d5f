package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecoratorsAreCompleteTest {

    /** Shorthands, which LangChain4j builds from the others on the decorator itself. */
    private static final Predicate<Method> SHORTHAND = m -> m.getName().startsWith("addListener")
            || (m.getName().equals("chat") && m.getParameterTypes()[0] != ChatRequest.class);

    static Stream<Arguments> decorators() {
        return Stream.of(
                Arguments.of(GatewayChatModel.class, ChatModel.class),
                Arguments.of(ModelGateway.class, ChatModel.class),
                Arguments.of(GatewayStreamingChatModel.class, StreamingChatModel.class),
                Arguments.of(ModelGateway.class, StreamingChatModel.class),
                Arguments.of(GatewayEmbeddingModel.class, EmbeddingModel.class),
                Arguments.of(EmbeddingGateway.class, EmbeddingModel.class));
    }

    @ParameterizedTest
    @MethodSource("decorators")
    void should_forward_every_method(Class<?> decorator, Class<?> model) {
        List<Method> missing = Arrays.stream(model.getMethods())
                .filter(m -> !m.isSynthetic() && !java.lang.reflect.Modifier.isStatic(m.getModifiers()))
                .filter(SHORTHAND.negate())
                .filter(m -> implementer(decorator, m).isInterface())
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void should_tell_a_listener_once_of_a_call_that_needed_three_attempts_at_two_endpoints() {
        Listener listener = new Listener();
        ScriptedChatModel down =
                ScriptedChatModel.answering(r -> ScriptedReply.error(new InternalServerException("500")));
        ScriptedChatModel up = ScriptedChatModel.answering(r -> ScriptedReply.text("好"));
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("down", new Heard(down, listener))
                .endpoint("up", new Heard(up, listener))
                .fallback("up")
                .retry(r -> r.maxAttempts(2).backoff(Duration.ZERO, 1))
                .build()) {

            assertThat(gateway.chat("question")).isEqualTo("好");
        }

        assertThat(down.calls() + up.calls()).isEqualTo(3);
        assertThat(listener.heard).containsExactly("request", "response");
    }

    @Test
    void should_tell_a_listener_once_of_a_stream_that_needed_three_attempts() {
        Listener listener = new Listener();
        ScriptedChatModel down =
                ScriptedChatModel.answering(r -> ScriptedReply.error(new InternalServerException("500")));
        ScriptedChatModel up = ScriptedChatModel.answering(r -> ScriptedReply.text("好", "的"));
        StringBuilder text = new StringBuilder();
        java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("down", new Heard(down, listener))
                .endpoint("up", new Heard(up, listener))
                .fallback("up")
                .retry(r -> r.maxAttempts(2).backoff(Duration.ZERO, 1))
                .build()) {
            gateway.chat("question", new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(String partial) {
                    text.append(partial);
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    done.countDown();
                }

                @Override
                public void onError(Throwable error) {
                    done.countDown();
                }
            });
            assertThat(await(done)).isTrue();
        }

        assertThat(text).hasToString("好的");
        assertThat(listener.heard).containsExactly("request", "response");
    }

    private static boolean await(java.util.concurrent.CountDownLatch latch) {
        try {
            return latch.await(60, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Class<?> implementer(Class<?> decorator, Method method) {
        try {
            return decorator
                    .getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Listener implements ChatModelListener {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void onRequest(ChatModelRequestContext context) {
            heard.add("request");
        }

        @Override
        public void onResponse(ChatModelResponseContext context) {
            heard.add("response");
        }

        @Override
        public void onError(ChatModelErrorContext context) {
            heard.add("error");
        }
    }

    /** A model with a listener, as those of LangChain4j have. */
    private record Heard(ScriptedChatModel model, ChatModelListener listener) implements ChatModel, StreamingChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return model.doChat(request);
        }

        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            model.doChat(request, handler);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return model.defaultRequestParameters();
        }

        @Override
        public List<ChatModelListener> listeners() {
            return List.of(listener);
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
}
