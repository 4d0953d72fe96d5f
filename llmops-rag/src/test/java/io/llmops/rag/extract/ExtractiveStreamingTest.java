package io.llmops.rag.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ExtractiveStreamingTest {

    private static final Passage RULES =
            ExtractiveChatModelTest.passage("Rules", "Red lamps mean stop now. Red lamps mean stop at once.");
    private static final String PROMPT = ExtractiveChatModelTest.prompt("What do red lamps mean?", RULES);

    private final StreamingChatModel model =
            ExtractiveChatModel.builder().build().streaming();

    /** Keeps what it is told, and cancels after the first piece if it is to. */
    private static final class Recorder implements StreamingChatResponseHandler {
        final List<String> pieces = new ArrayList<>();
        final List<ChatResponse> responses = new ArrayList<>();
        final List<Throwable> errors = new ArrayList<>();
        boolean cancels;

        @Override
        public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
            pieces.add(partial.text());
            if (cancels) {
                context.streamingHandle().cancel();
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            responses.add(response);
        }

        @Override
        public void onError(Throwable error) {
            errors.add(error);
        }
    }

    @Test
    void should_stream_sentence_by_sentence_what_the_plain_model_says() {
        Recorder recorder = new Recorder();
        model.chat(PROMPT, recorder);

        assertThat(recorder.pieces)
                .containsExactly("Red lamps mean stop now. [1]", " Red lamps mean stop at once. [1]");
        assertThat(recorder.responses).hasSize(1);
        assertThat(recorder.responses.get(0).aiMessage().text())
                .isEqualTo(String.join("", recorder.pieces))
                .isEqualTo(ExtractiveChatModel.builder().build().chat(PROMPT));
    }

    @Test
    void should_stop_when_it_is_cancelled() {
        Recorder recorder = new Recorder();
        recorder.cancels = true;
        model.chat(PROMPT, recorder);

        assertThat(recorder.pieces).hasSize(1);
        assertThat(recorder.responses).isEmpty();
        assertThat(recorder.errors).isEmpty();
    }

    @Test
    void should_hand_an_error_to_the_handler() {
        Recorder recorder = new Recorder();
        model.chat(
                ChatRequest.builder()
                        .messages(UserMessage.from(PROMPT))
                        .toolSpecifications(
                                ToolSpecification.builder().name("search").build())
                        .build(),
                recorder);

        assertThat(recorder.errors).hasSize(1).first().isInstanceOf(UnsupportedFeatureException.class);
        assertThat(recorder.responses).isEmpty();
    }

    @Test
    void should_be_offered_by_the_builtin_provider() {
        ChatModelProvider provider = ServiceLoader.load(ChatModelProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.name().equals("builtin"))
                .findFirst()
                .orElseThrow();
        ModelSpec spec = ModelSpec.builder(ModelRef.parse("builtin/extractive")).build();

        assertThat(provider.local()).isTrue();
        assertThat(provider.chatModel(spec).chat(PROMPT)).contains("[1]");
        assertThat(provider.streamingChatModel(spec)).isPresent();
        assertThatThrownBy(() -> provider.chatModel(
                        ModelSpec.builder(ModelRef.parse("builtin/gpt")).build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("builtin/extractive");
    }
}
