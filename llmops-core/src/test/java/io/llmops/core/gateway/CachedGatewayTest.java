package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.core.cache.Cache;
import io.llmops.core.cache.MapStore;
import io.llmops.test.HashEmbeddingModel;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CachedGatewayTest {

    private final ScriptedChatModel model = ScriptedChatModel.answering(request -> ScriptedReply.text("an answer"));

    @Test
    void should_answer_again_and_in_other_words() {
        try (ModelGateway gateway =
                gateway(Cache.semantic(new HashEmbeddingModel()).threshold(0.5))) {
            gateway.chat("How do I reset my password?");
            gateway.chat("How do I reset my password?");
            gateway.chat("Please tell me how to reset my password.");

            assertThat(model.calls()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(300)
    void should_end_every_one_of_many_equal_calls_on_a_model_that_hangs_by_its_own_deadline() throws Exception {
        int callers = 20;
        Duration deadline = Duration.ofSeconds(1);
        ChatModel hanging = ScriptedChatModel.answering(request -> {
            try {
                new CountDownLatch(1).await();
                return ScriptedReply.text("never");
            } catch (InterruptedException e) {
                throw new NonRetriableException("interrupted", e);
            }
        });
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try (ModelGateway gateway = ModelGateway.builder()
                .endpoint("hanging", hanging)
                .deadline(deadline)
                .cache(Cache.exact())
                .build()) {
            List<Future<Duration>> took = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                took.add(pool.submit(() -> {
                    long began = System.nanoTime();
                    assertThatThrownBy(() -> gateway.chat("年假几天?")).isInstanceOf(TimeoutException.class);
                    return Duration.ofNanos(System.nanoTime() - began);
                }));
            }
            for (Future<Duration> one : took) {
                assertThat(one.get())
                        .as("one after the other the last of them would take 20 s")
                        .isLessThan(deadline.multipliedBy(callers - 2));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void should_name_what_a_gateway_that_stands_alone_cannot_make() {
        assertThatThrownBy(() -> gateway(Cache.semantic("onnx/all-minilm-l6-v2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("cache", "onnx/all-minilm-l6-v2", "EmbeddingModel");
    }

    @Test
    void should_tell_apart_what_spares_add_of_their_own() {
        MapStore kept = new MapStore();
        for (double temperature : new double[] {0.1, 0.9, 0.9}) {
            ChatModel spare = warm(temperature);
            try (ModelGateway gateway = ModelGateway.builder()
                    .endpoint("primary", (ChatModel) model)
                    .endpoint("spare", spare)
                    .fallback("spare")
                    .cache(Cache.exact().store(kept))
                    .build()) {
                gateway.chat("How do I reset my password?");
            }
        }
        assertThat(model.calls()).isEqualTo(2);
    }

    private static ChatModel warm(double temperature) {
        return new ChatModel() {
            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return ChatRequestParameters.builder().temperature(temperature).build();
            }
        };
    }

    private ModelGateway gateway(Cache cache) {
        return ModelGateway.builder()
                .endpoint("primary", (ChatModel) model)
                .cache(cache)
                .build();
    }
}
