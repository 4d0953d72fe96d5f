package io.llmops.core.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.exception.CassetteException;
import io.llmops.test.HashEmbeddingModel;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import io.llmops.test.StreamRecord;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CassetteTest {

    private static final Duration WAIT = Duration.ofSeconds(30);

    /** A model that must not be called. */
    private static final ChatModel NONE = new ChatModel() {};

    @TempDir
    private Path directory;

    @Test
    void should_replay_equal_requests_in_recorded_order_with_usage_and_finish_reason() {
        record("年假几天？", "五天", "年假几天？", "十天");
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            ChatModel model = replay.wrap(NONE);
            ChatResponse first = model.chat(UserMessage.from("年假几天？"));
            assertThat(first.aiMessage().text()).isEqualTo("五天");
            assertThat(first.tokenUsage().inputTokenCount()).isEqualTo(7);
            assertThat(first.tokenUsage().outputTokenCount()).isEqualTo(3);
            assertThat(first.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(model.chat("年假几天？")).isEqualTo("十天");
            assertThatThrownBy(() -> model.chat("年假几天？"))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("was made 3 times or more, but is recorded 2 times");
        }
    }

    @Test
    void should_say_where_an_unknown_request_differs_and_show_no_text_of_it() {
        record("How many days of leave?", "25");
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            ChatRequest asked = ChatRequest.builder()
                    .messages(UserMessage.from("How many days off?"))
                    .temperature(0.5)
                    .build();
            assertThatThrownBy(() -> replay.wrap(NONE).chat(asked))
                    .isInstanceOf(CassetteException.class)
                    .hasMessageContaining("messages[0].contents[0].text differs from character 17 on"
                            + " (recorded 23 characters, asked 18)")
                    .hasMessageContaining("temperature is new")
                    .hasMessageNotContaining("days");
        }
    }

    @Test
    void should_tell_requests_apart_by_tools_and_by_model() {
        ToolSpecification tool = ToolSpecification.builder()
                .name("search")
                .parameters(JsonObjectSchema.builder().addStringProperty("q").build())
                .build();
        ChatRequest with = ChatRequest.builder()
                .messages(UserMessage.from("a"))
                .toolSpecifications(tool)
                .build();
        record("a", "without");
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            assertThatThrownBy(() -> replay.wrap(NONE).chat(with)).hasMessageContaining("tools is new");
            ChatRequest other = ChatRequest.builder()
                    .messages(UserMessage.from("a"))
                    .modelName("other")
                    .build();
            assertThatThrownBy(() -> replay.wrap(NONE).chat(other)).hasMessageContaining("model");
        }
    }

    @Test
    void should_call_the_model_only_for_what_is_missing() throws Exception {
        record("a", "1");
        ScriptedChatModel live = ScriptedChatModel.replying("2");
        try (Cassette cassette = cassette(CassetteMode.RECORD_MISSING)) {
            ChatModel model = cassette.wrap((ChatModel) live);
            assertThat(model.chat("a")).isEqualTo("1");
            assertThat(model.chat("b")).isEqualTo("2");
        }
        assertThat(live.requests()).hasSize(1);
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            assertThat(replay.wrap(NONE).chat("b")).isEqualTo("2");
            assertThat(replay.wrap(NONE).chat("a")).isEqualTo("1");
        }
    }

    @Test
    void should_replay_a_stream_in_its_recorded_pieces_until_it_is_cancelled() throws Exception {
        ScriptedChatModel live = ScriptedChatModel.of(ScriptedReply.text("你", "好", "！"));
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            StreamRecord heard = new StreamRecord();
            cassette.wrap((StreamingChatModel) live).chat("hi", heard);
            assertThat(heard.await(WAIT).chunks()).containsExactly("你", "好", "！");
        }
        StreamingChatModel none = new StreamingChatModel() {};
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            StreamRecord whole = new StreamRecord();
            replay.wrap(none).chat("hi", whole);
            assertThat(whole.chunks()).containsExactly("你", "好", "！");
            assertThat(whole.responses())
                    .singleElement()
                    .satisfies(r -> assertThat(r.aiMessage().text()).isEqualTo("你好！"));
        }
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            StreamRecord cancelled = StreamRecord.cancelAfter(2);
            replay.wrap(none).chat("hi", cancelled);
            assertThat(cancelled.chunks()).containsExactly("你", "好");
            assertThat(cancelled.responses()).isEmpty();
        }
    }

    @Test
    void should_replay_tool_calls_of_both_kinds_of_call() throws Exception {
        ScriptedReply reply = ScriptedReply.toolCall("c1", "search", "{\"q\":\"年假\"}");
        ScriptedChatModel live = ScriptedChatModel.of(reply, reply);
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            cassette.wrap((ChatModel) live).chat(UserMessage.from("a"));
            cassette.wrap((StreamingChatModel) live).chat("a", new StreamRecord());
        }
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            StreamRecord stream = new StreamRecord();
            replay.wrap(new StreamingChatModel() {}).chat("a", stream);
            for (ChatResponse response : List.of(
                    replay.wrap(NONE).chat(UserMessage.from("a")),
                    stream.responses().get(0))) {
                assertThat(response.aiMessage().toolExecutionRequests())
                        .singleElement()
                        .satisfies(call -> {
                            assertThat(call.id()).isEqualTo("c1");
                            assertThat(call.arguments()).isEqualTo("{\"q\":\"年假\"}");
                        });
            }
        }
    }

    @Test
    void should_replay_embeddings_bit_by_bit_whichever_way_they_are_asked_for() {
        EmbeddingModel live = new HashEmbeddingModel();
        EmbeddingModel none = new EmbeddingModel() {
            @Override
            public String modelName() {
                return live.modelName();
            }
        };
        List<TextSegment> texts = List.of(TextSegment.from("年假"), TextSegment.from("leave"));
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            EmbeddingModel model = cassette.wrap(live);
            model.embedAll(texts);
            model.embed("年假");
            model.dimension();
        }
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            EmbeddingModel model = replay.wrap(none);
            assertThat(model.embedAll(texts).content())
                    .isEqualTo(live.embedAll(texts).content());
            EmbeddingRequest one =
                    EmbeddingRequest.builder().inputs(EmbeddingInput.from("年假")).build();
            assertThat(model.embed(one).embeddings())
                    .containsExactly(live.embed("年假").content());
            assertThat(model.dimension()).isEqualTo(live.dimension());
            assertThat(model.dimension()).as("asked again").isEqualTo(live.dimension());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcdefghijklmnop1234",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "ghp_abcdefghijklmnopqrst1234",
                "Authorization: Bearer abcdefghijklmnopqrst.uvw"
            })
    void should_write_no_key_and_still_find_the_recording(String key) throws Exception {
        record("my key is " + key, "keep " + key + " safe");
        assertThat(Files.readString(file())).contains("[key]").doesNotContain(key);
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            assertThat(replay.wrap(NONE).chat("my key is " + key)).contains("[key]");
        }
    }

    @Test
    void should_take_out_what_the_user_wants_out_before_anything_is_written() throws Exception {
        ScriptedChatModel live = ScriptedChatModel.replying("张三，您好");
        try (Cassette cassette = Cassette.builder(file())
                .mode(CassetteMode.RECORD)
                .redact(text -> text.replace("张三", "某人"))
                .build()) {
            assertThat(cassette.wrap((ChatModel) live).chat("我是张三")).isEqualTo("张三，您好");
        }
        assertThat(Files.readString(file())).contains("我是某人").doesNotContain("张三");
    }

    @Test
    void should_write_the_same_file_whatever_the_order_of_threads() throws Exception {
        ChatModel echo = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder()
                        .aiMessage(dev.langchain4j.data.message.AiMessage.from(
                                ((UserMessage) request.messages().get(0)).singleText()))
                        .build();
            }
        };
        Set<String> files = new java.util.HashSet<>();
        for (int round = 0; round < 3; round++) {
            var pool = Executors.newFixedThreadPool(8);
            try (Cassette cassette = cassette(CassetteMode.RECORD)) {
                ChatModel model = cassette.wrap(echo);
                List<Callable<String>> calls = IntStream.range(0, 200)
                        .mapToObj(i -> (Callable<String>) () -> model.chat("question " + i))
                        .toList();
                for (var done : pool.invokeAll(calls)) {
                    done.get();
                }
            } finally {
                pool.shutdownNow();
            }
            files.add(Files.readString(file()));
        }
        assertThat(files).hasSize(1);
        assertThat(files.iterator().next().lines().count())
                .as("a line a member")
                .isGreaterThan(200 * 8);
    }

    @Test
    void should_leave_the_old_file_where_nothing_was_recorded_and_refuse_what_is_no_cassette() throws Exception {
        assertThatThrownBy(() -> cassette(CassetteMode.REPLAY))
                .isInstanceOf(CassetteException.class)
                .hasMessageContaining("no cassette");
        Files.writeString(file(), "{\"secret\": tru");
        cassette(CassetteMode.RECORD).close();
        assertThatThrownBy(() -> cassette(CassetteMode.REPLAY))
                .isInstanceOf(CassetteException.class)
                .hasMessageContaining("is no JSON")
                .hasMessageNotContaining("secret");
        Files.writeString(file(), "{\"format\":\"llmops-cassette\",\"version\":1}");
        assertThatThrownBy(() -> cassette(CassetteMode.RECORD_MISSING))
                .hasMessageContaining("version 1, but")
                .hasMessageContaining("record it anew");
    }

    @Test
    void should_not_record_a_call_that_failed() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ChatModel flaky = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                if (calls.incrementAndGet() == 1) {
                    throw new dev.langchain4j.exception.RateLimitException("busy");
                }
                return ChatResponse.builder()
                        .aiMessage(dev.langchain4j.data.message.AiMessage.from("ok"))
                        .build();
            }
        };
        try (Cassette cassette = cassette(CassetteMode.RECORD_MISSING)) {
            ChatModel model = cassette.wrap(flaky);
            assertThatThrownBy(() -> model.chat("a")).hasMessage("busy");
            assertThat(model.chat("a")).isEqualTo("ok");
        }
        try (Cassette replay = cassette(CassetteMode.REPLAY)) {
            assertThat(replay.wrap(NONE).chat("a")).isEqualTo("ok");
        }
    }

    /** What is left out comes back to one of the methods that are there. */
    @Test
    void should_forward_every_method_that_says_something_of_the_model() {
        Set<String> convenience = Set.of("addListener", "addListeners");
        for (Class<?> type :
                List.of(CassetteChatModel.class, CassetteStreamingChatModel.class, CassetteEmbeddingModel.class)) {
            Set<String> own = Arrays.stream(type.getDeclaredMethods())
                    .map(Method::getName)
                    .collect(Collectors.toSet());
            assertThat(Arrays.stream(type.getInterfaces()[0].getMethods())
                            .filter(method -> !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
                            .map(Method::getName)
                            .filter(name -> !convenience.contains(name)))
                    .as(type.getSimpleName())
                    .allMatch(own::contains);
        }
    }

    private void record(String... questionsAndAnswers) {
        ScriptedReply[] replies = IntStream.range(0, questionsAndAnswers.length / 2)
                .mapToObj(
                        i -> ScriptedReply.text(questionsAndAnswers[2 * i + 1]).usage(7, 3))
                .toArray(ScriptedReply[]::new);
        ScriptedChatModel live = ScriptedChatModel.of(replies);
        try (Cassette cassette = cassette(CassetteMode.RECORD)) {
            ChatModel model = cassette.wrap((ChatModel) live);
            for (int i = 0; i < questionsAndAnswers.length; i += 2) {
                model.chat(UserMessage.from(questionsAndAnswers[i]));
            }
        }
    }

    private Cassette cassette(CassetteMode mode) {
        return Cassette.builder(file()).mode(mode).build();
    }

    private Path file() {
        return directory.resolve("cassette.json");
    }
}
