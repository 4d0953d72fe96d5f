package io.llmops.core.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.api.exception.CassetteException;
import io.llmops.test.StreamRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What makes two requests two: everything that the model is sent. */
@Timeout(60)
class CassetteRequestTest {

    private static final ChatRequest QUESTION =
            ChatRequest.builder().messages(UserMessage.from("年假几天？")).build();

    @TempDir
    private Path directory;

    @Test
    void should_refuse_a_model_whose_own_parameters_are_others() {
        record(with(0.1), QUESTION);
        try (Cassette replay = replay()) {
            assertThatThrownBy(() -> replay.wrap(with(0.9)).chat(QUESTION))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("temperature was 0.1, is 0.9");
            assertThat(replay.wrap(with(0.1)).chat(QUESTION).aiMessage().text()).isEqualTo("0.1");
        }
    }

    @Test
    void should_take_a_default_and_the_same_value_in_the_request_for_one() {
        record(with(0.1), QUESTION);
        ChatRequest asked = ChatRequest.builder()
                .messages(QUESTION.messages())
                .temperature(0.1)
                .build();
        try (Cassette replay = replay()) {
            assertThat(replay.wrap(with(0.9)).doChat(asked).aiMessage().text()).isEqualTo("0.1");
        }
    }

    @Test
    void should_tell_streams_apart_by_the_parameters_of_their_model() {
        try (Cassette cassette =
                Cassette.builder(file()).mode(CassetteMode.RECORD).build()) {
            cassette.wrap(streaming(0.1)).chat(QUESTION, new StreamRecord());
        }
        try (Cassette replay = replay()) {
            StreamRecord other = new StreamRecord();
            replay.wrap(streaming(0.9)).chat(QUESTION, other);
            assertThat(other.errors()).hasSize(1);
            StreamRecord same = new StreamRecord();
            replay.wrap(streaming(0.1)).chat(QUESTION, same);
            assertThat(same.responses()).hasSize(1);
        }
    }

    @Test
    void should_tell_requests_apart_by_what_a_provider_adds_to_the_parameters() {
        record(model(new Seeded(7, Map.of())), QUESTION);
        try (Cassette replay = replay()) {
            assertThatThrownBy(() -> replay.wrap(model(new Seeded(8, Map.of()))).chat(QUESTION))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("other[0] differs");
            assertThat(replay.wrap(model(new Seeded(7, Map.of()))).chat(QUESTION))
                    .isNotNull();
        }
    }

    @Test
    void should_find_a_recording_whatever_the_order_of_a_map_of_the_provider() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", Map.of("x", 1));
        one.put("b", "2, 3");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", "2, 3");
        other.put("a", Map.of("x", 1));
        record(model(new Seeded(7, one)), QUESTION);
        try (Cassette replay = replay()) {
            assertThat(replay.wrap(model(new Seeded(7, other))).chat(QUESTION)).isNotNull();
        }
    }

    @Test
    void should_refuse_parameters_without_a_text_of_their_own() {
        try (Cassette cassette =
                Cassette.builder(file()).mode(CassetteMode.RECORD).build()) {
            assertThatThrownBy(() -> cassette.wrap(model(new Silent())).chat(QUESTION.messages()))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("toString()");
        }
    }

    @Test
    void should_tell_a_strict_tool_from_a_lenient_one() {
        record(with(0.1), asking(true));
        try (Cassette replay = replay()) {
            assertThatThrownBy(() -> replay.wrap(with(0.1)).chat(asking(false)))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("tools[0].strict");
        }
    }

    private static ChatRequest asking(boolean strict) {
        return ChatRequest.builder()
                .messages(QUESTION.messages())
                .toolSpecifications(ToolSpecification.builder()
                        .name("search")
                        .strict(strict)
                        .build())
                .build();
    }

    private void record(ChatModel model, ChatRequest request) {
        try (Cassette cassette =
                Cassette.builder(file()).mode(CassetteMode.RECORD).build()) {
            cassette.wrap(model).chat(request);
        }
    }

    private Cassette replay() {
        return Cassette.builder(file()).build();
    }

    private Path file() {
        return directory.resolve("cassette.json");
    }

    private static ChatModel with(double temperature) {
        return model(ChatRequestParameters.builder().temperature(temperature).build());
    }

    private static ChatModel model(ChatRequestParameters defaults) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return answer(String.valueOf(request.temperature()));
            }

            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return defaults;
            }
        };
    }

    private static StreamingChatModel streaming(double temperature) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                handler.onCompleteResponse(answer("x"));
            }

            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return ChatRequestParameters.builder().temperature(temperature).build();
            }
        };
    }

    private static ChatResponse answer(String text) {
        return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
    }

    /** Parameters as a provider has them, with a text that shows its own beside the common ones. */
    private static final class Seeded extends DefaultChatRequestParameters {
        private final int seed;
        private final Map<String, Object> custom;

        Seeded(int seed, Map<String, Object> custom) {
            super(DefaultChatRequestParameters.builder());
            this.seed = seed;
            this.custom = custom;
        }

        @Override
        public ChatRequestParameters overrideWith(ChatRequestParameters that) {
            return this;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return seed;
        }

        @Override
        public String toString() {
            return "Seeded{modelName=\"m\", temperature=null, seed=" + seed + ", user=null, custom=" + custom + "}";
        }
    }

    /** Parameters with the text that every object has. */
    private static final class Silent extends DefaultChatRequestParameters {

        Silent() {
            super(DefaultChatRequestParameters.builder());
        }

        @Override
        public ChatRequestParameters overrideWith(ChatRequestParameters that) {
            return this;
        }

        @Override
        public String toString() {
            return getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(this));
        }
    }
}
