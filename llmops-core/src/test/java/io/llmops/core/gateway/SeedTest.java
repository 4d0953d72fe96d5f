package io.llmops.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.LlmOps;
import io.llmops.api.model.SeededParameters;
import io.llmops.test.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A seed, for which a model's own parameters have no place, comes to the model all the same. */
@Timeout(300)
class SeedTest {

    private static final ChatResponse REPLY =
            ChatResponse.builder().aiMessage(AiMessage.from("好")).build();

    private final List<ChatRequest> requests = new ArrayList<>();

    @Test
    void should_come_to_a_chat_model_with_parameters_of_its_own() {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                requests.add(request);
                return REPLY;
            }

            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return ChatRequestParameters.builder().topK(20).build();
            }
        };
        try (LlmOps ops = LlmOps.builder().discovery(false).build()) {
            ops.scenario("s").wrap(model).chat(seeded(7));
            ops.scenario("s").wrap(model).chat(UserMessage.from("hi"));
        }
        assertThat(requests)
                .extracting(r -> SeededParameters.seed(r.parameters()).orElse(0) + " " + r.temperature())
                .containsExactly("7 0.2", "0 null");
    }

    @Test
    void should_come_to_a_streaming_model() throws InterruptedException {
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
                requests.add(request);
                handler.onPartialResponse("好");
                handler.onCompleteResponse(REPLY);
            }
        };
        StreamRecord stream = new StreamRecord();
        try (LlmOps ops = LlmOps.builder().discovery(false).build()) {
            ops.scenario("s").wrap(model).chat(seeded(8), stream);
            stream.await(Duration.ofSeconds(30));
        }
        assertThat(stream.errors()).isEmpty();
        assertThat(requests)
                .extracting(r -> SeededParameters.seed(r.parameters()).orElse(0))
                .containsExactly(8);
    }

    private static ChatRequest seeded(int seed) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .parameters(SeededParameters.of(
                        ChatRequestParameters.builder().temperature(0.2).build(), seed))
                .build();
    }
}
