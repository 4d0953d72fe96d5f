package io.llmops.core.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.exception.CassetteException;
import io.llmops.api.exception.StoreException;
import io.llmops.test.HashEmbeddingModel;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.llmops.test.StreamRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No key is written, no answer is lost, and no stream is left without an end. */
@Timeout(60)
class CassetteSafetyTest {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String KEY = "sk-proj-abcdefghijklmnop1234";

    @TempDir
    private Path directory;

    @Test
    void should_write_no_key_that_a_stream_brought_in_pieces() throws Exception {
        ScriptedChatModel live = ScriptedChatModel.of(
                ScriptedReply.text("密钥是 ", "sk-pro", "j-abcdefghijk", "lmnop1234", "，请保密"),
                ScriptedReply.text("你", "好"));
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            StreamRecord heard = new StreamRecord();
            cassette.wrap((StreamingChatModel) live).chat("key?", heard);
            assertThat(heard.await(WAIT).chunks()).hasSize(5);
            cassette.wrap((StreamingChatModel) live).chat("hi", new StreamRecord());
        }
        assertThat(Files.readString(file())).doesNotContain("sk-pro").doesNotContain("lmnop1234");
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            StreamingChatModel model = replay.wrap((StreamingChatModel) ScriptedChatModel.replying());
            StreamRecord heard = new StreamRecord();
            model.chat("key?", heard);
            assertThat(heard.chunks()).containsExactly("密钥是 [key]，请保密");
            assertThat(heard.responses().get(0).aiMessage().text()).isEqualTo("密钥是 [key]，请保密");
            StreamRecord whole = new StreamRecord();
            model.chat("hi", whole);
            assertThat(whole.chunks()).as("what holds no key keeps its pieces").containsExactly("你", "好");
        }
    }

    @Test
    void should_write_no_key_that_thinking_or_arguments_brought_in_pieces() throws Exception {
        StreamingChatModel live = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                for (String piece : List.of("sk-proj-abc", "defghijkl", "mnop1234")) {
                    handler.onPartialThinking(new PartialThinking(piece));
                    handler.onPartialToolCall(part(0, piece));
                    handler.onPartialToolCall(part(1, "年假"));
                }
                handler.onCompleteResponse(ChatResponse.builder()
                        .aiMessage(AiMessage.from(ToolExecutionRequest.builder()
                                .id("c0")
                                .name("save")
                                .arguments(KEY)
                                .build()))
                        .build());
            }
        };
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            cassette.wrap(live).chat("a", new StreamRecord());
        }
        assertThat(Files.readString(file())).doesNotContain("sk-proj").doesNotContain("mnop1234");
        List<String> arguments = new ArrayList<>();
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            replay.wrap(live).chat("a", new StreamingChatResponseHandler() {
                @Override
                public void onPartialToolCall(PartialToolCall call) {
                    arguments.add(call.index() + call.partialArguments());
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {}

                @Override
                public void onError(Throwable error) {}
            });
        }
        assertThat(arguments).containsExactly("0[key]", "1年假", "1年假", "1年假");
    }

    @Test
    void should_leave_vectors_and_structure_to_no_redactor() {
        EmbeddingModel live = new HashEmbeddingModel();
        ScriptedChatModel chat = ScriptedChatModel.of(ScriptedReply.toolCall("call-A1", "search", "{\"q\":\"A1\"}"));
        UnaryOperator<String> eager = text -> text.replaceAll("[A-Z]", "x");
        try (Cassette cassette = redacting(CassetteMode.RECORD, eager)) {
            cassette.wrap(live).embed("年假");
            cassette.wrap((ChatModel) chat).chat(UserMessage.from("a"));
        }
        try (Cassette replay = redacting(CassetteMode.REPLAY, eager)) {
            assertThat(replay.wrap(live).embed("年假").content())
                    .isEqualTo(live.embed("年假").content());
            ChatResponse response = replay.wrap((ChatModel) chat).chat(UserMessage.from("a"));
            assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
            assertThat(response.aiMessage().toolExecutionRequests())
                    .singleElement()
                    .satisfies(call -> {
                        assertThat(call.id()).isEqualTo("call-A1");
                        assertThat(call.arguments()).isEqualTo("{\"q\":\"x1\"}");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"\"STOP\", \"NEVER_HEARD_OF\"", "\"message\", \"massage\""})
    void should_say_that_a_recording_is_damaged_and_show_nothing_of_it(String from, String to) throws Exception {
        ScriptedChatModel live = ScriptedChatModel.replying("秘密", "秘密");
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            cassette.wrap((ChatModel) live).chat("a");
            cassette.wrap((StreamingChatModel) live).chat("a", new StreamRecord());
        }
        Files.writeString(file(), Files.readString(file()).replace(from, to));
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            assertThatThrownBy(() -> replay.wrap((ChatModel) live).chat("a"))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageNotContaining("秘密");
            StreamRecord heard = new StreamRecord();
            replay.wrap((StreamingChatModel) live).chat("a", heard);
            assertThat(heard.errors()).singleElement().isInstanceOf(CassetteException.class);
        }
    }

    @Test
    void should_end_a_stream_that_is_not_recorded_with_an_error() {
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            cassette.wrap((ChatModel) ScriptedChatModel.replying("x")).chat("a");
        }
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            StreamRecord heard = new StreamRecord();
            replay.wrap((StreamingChatModel) ScriptedChatModel.replying("x")).chat("other", heard);
            assertThat(heard.errors()).singleElement().isInstanceOf(CassetteException.class);
            assertThat(heard.responses()).isEmpty();
        }
    }

    @Test
    void should_hand_every_answer_on_and_tell_at_the_end_if_the_file_cannot_be_written() throws Exception {
        Path blocked = directory.resolve("blocked");
        Files.writeString(blocked, "a file where the directory should be");
        ScriptedChatModel live = ScriptedChatModel.answering(request -> ScriptedReply.text("好", "的"));
        Cassette cassette = Cassette.builder(blocked.resolve("cassette.json"))
                .mode(CassetteMode.RECORD)
                .build();
        for (int i = 0; i < 60; i++) {
            StreamRecord heard = new StreamRecord();
            cassette.wrap((StreamingChatModel) live).chat("question " + i, heard);
            assertThat(heard.await(WAIT).text()).isEqualTo("好的");
            assertThat(heard.responses()).hasSize(1);
            assertThat(cassette.wrap((ChatModel) live).chat("question " + i)).isEqualTo("好的");
        }
        assertThatThrownBy(cassette::close).isInstanceOf(StoreException.class);
        Files.delete(blocked);
        Files.createDirectory(blocked);
        cassette.close();
        try (Cassette replay =
                Cassette.builder(blocked.resolve("cassette.json")).build()) {
            assertThat(replay.wrap((ChatModel) live).chat("question 59")).isEqualTo("好的");
        }
        assertThat(live.calls()).isEqualTo(120);
    }

    @Test
    void should_hand_an_answer_on_that_the_redactor_fails_on_and_tell_at_the_end() throws Exception {
        ScriptedChatModel live = ScriptedChatModel.answering(request -> ScriptedReply.text("bad", "ly"));
        Cassette cassette = redacting(CassetteMode.RECORD, text -> {
            if (text.contains("bad")) {
                throw new IllegalStateException("no");
            }
            return text;
        });
        StreamRecord heard = new StreamRecord();
        cassette.wrap((StreamingChatModel) live).chat("a", heard);
        assertThat(heard.await(WAIT).text()).isEqualTo("badly");
        assertThat(heard.responses()).hasSize(1);
        assertThatThrownBy(cassette::close)
                .isInstanceOf(CassetteException.class)
                .hasMessageContaining("1 answers could not be recorded");
    }

    private static PartialToolCall part(int index, String arguments) {
        return PartialToolCall.builder()
                .index(index)
                .id("c" + index)
                .name("save")
                .partialArguments(arguments)
                .build();
    }

    private Cassette cassette(CassetteMode mode) {
        return redacting(mode, UnaryOperator.identity());
    }

    private Cassette redacting(CassetteMode mode, UnaryOperator<String> redactor) {
        return Cassette.builder(file()).mode(mode).redact(redactor).build();
    }

    private Path file() {
        return directory.resolve("cassette.json");
    }
}
