package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.test.HashEmbeddingModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R17 of the promises: listeners of embedding models are told once a logical call. */
class EmbeddingListenersTest {

    private final Listener listener = new Listener();
    private final Model down = new Model(listener, true);
    private final Model up = new Model(listener, false);

    static Stream<Consumer<EmbeddingModel>> methods() {
        return Stream.of(
                m -> m.embed("你好"),
                m -> m.embed(TextSegment.from("你好")),
                m -> m.embedAll(List.of(TextSegment.from("你好"), TextSegment.from("再见"))),
                m -> m.embed(EmbeddingRequest.builder().input("你好").build()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void should_tell_a_listener_once_of_a_call_that_needed_three_attempts_at_two_endpoints(
            Consumer<EmbeddingModel> call) {
        try (EmbeddingGateway gateway = gateway()) {
            call.accept(gateway);

            assertThat(gateway.ledger().records(LedgerQuery.all()))
                    .singleElement()
                    .satisfies(record -> assertThat(record.attempts()).hasSize(3))
                    .extracting(CallRecord::modelAnswered)
                    .satisfies(model -> assertThat(model).contains(up.modelName()));
        }

        assertThat(down.calls.get() + up.calls.get()).isEqualTo(3);
        assertThat(listener.heard).containsExactly("request", "response");
    }

    @Test
    void should_tell_a_listener_once_of_a_call_that_failed_at_every_endpoint() {
        try (EmbeddingGateway gateway = EmbeddingGateway.builder()
                .endpoint("down", down)
                .retry(r -> r.maxAttempts(3).backoff(Duration.ZERO, 1))
                .build()) {
            assertThatThrownBy(() -> gateway.embed("你好")).isInstanceOf(InternalServerException.class);
        }

        assertThat(down.calls).hasValue(3);
        assertThat(listener.heard).containsExactly("request", "error");
    }

    @Test
    void should_tell_a_listener_that_was_added_to_the_gateway_itself() {
        Listener own = new Listener();
        try (EmbeddingGateway gateway = gateway()) {
            gateway.addListener(own).embed("你好");
        }

        assertThat(own.heard).containsExactly("request", "response");
        assertThat(listener.heard).containsExactly("request", "response");
    }

    private EmbeddingGateway gateway() {
        return EmbeddingGateway.builder()
                .endpoint("down", down)
                .endpoint("up", up)
                .fallback("up")
                .retry(r -> r.maxAttempts(2).backoff(Duration.ZERO, 1))
                .build();
    }

    private static final class Listener implements EmbeddingModelListener {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void onRequest(EmbeddingModelRequestContext context) {
            heard.add("request");
        }

        @Override
        public void onResponse(EmbeddingModelResponseContext context) {
            heard.add("response");
        }

        @Override
        public void onError(EmbeddingModelErrorContext context) {
            heard.add("error");
        }
    }

    /** A model with a listener, as those of LangChain4j have. */
    private static final class Model implements EmbeddingModel {
        private final HashEmbeddingModel hashes = new HashEmbeddingModel(8);
        private final AtomicInteger calls = new AtomicInteger();
        private final Listener listener;
        private final boolean fails;

        Model(Listener listener, boolean fails) {
            this.listener = listener;
            this.fails = fails;
        }

        @Override
        public EmbeddingResponse doEmbed(EmbeddingRequest request) {
            calls.incrementAndGet();
            if (fails) {
                throw new InternalServerException("500");
            }
            return hashes.doEmbed(request);
        }

        @Override
        public List<EmbeddingModelListener> listeners() {
            return List.of(listener);
        }

        @Override
        public String modelName() {
            return "hash";
        }

        @Override
        public int dimension() {
            return 8;
        }
    }
}
