package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.core.cache.Cache;
import io.llmops.core.cache.MapStore;
import io.llmops.test.HashEmbeddingModel;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import org.junit.jupiter.api.Test;

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
