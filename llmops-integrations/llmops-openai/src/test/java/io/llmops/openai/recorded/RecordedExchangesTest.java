package io.llmops.openai.recorded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.http.recorded.Exchange;
import io.llmops.http.recorded.Recordings;
import io.llmops.http.recorded.ReplayServer;
import io.llmops.openai.OpenAiProvider;
import io.llmops.test.StreamRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of OpenAI and of those who speak its protocol, as they came over the wire. */
@Timeout(900)
class RecordedExchangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final OpenAiProvider provider = new OpenAiProvider();

    @Test
    void should_read_every_recorded_chat_as_it_was_recorded() throws Exception {
        List<Exchange> chats =
                Recordings.all().stream().filter(Exchange::isChat).toList();
        List<String> wrong = new ArrayList<>();
        try (ReplayServer server = new ReplayServer(chats.get(0))) {
            for (Exchange chat : chats) {
                server.next(chat);
                Throwable fault = catchThrowable(() -> check(server, chat));
                if (fault != null) {
                    wrong.add(chat.name() + ": " + fault);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(chats).as("all recorded chats").hasSize(141);
        assertThat(chats.stream().filter(Exchange::isStream))
                .as("of them streams")
                .hasSize(11);
    }

    @Test
    void should_read_every_recorded_embedding_as_it_was_recorded() throws Exception {
        List<Exchange> embeddings =
                Recordings.all().stream().filter(Exchange::isEmbedding).toList();
        try (ReplayServer server = new ReplayServer(embeddings.get(0))) {
            for (Exchange exchange : embeddings) {
                server.next(exchange);
                checkEmbedding(server, exchange);
            }
        }
        assertThat(embeddings).as("all recorded requests for embeddings").hasSize(10);
    }

    @Test
    void should_send_bodies_that_are_valid_by_openais_own_schema() throws Exception {
        OpenAiSchema schema = OpenAiSchema.of("CreateChatCompletionRequest").get(0);
        Map<String, List<String>> wrong = new TreeMap<>();
        Map<String, Object> partly = new TreeMap<>();
        List<Exchange> chats =
                Recordings.all().stream().filter(Exchange::isChat).toList();
        try (ReplayServer server = new ReplayServer(chats.get(0))) {
            for (Exchange chat : chats) {
                server.next(chat);
                var unused = catchThrowable(() -> ask(server, chat)); // its answer is another test's
                List<String> faults = schema.faults(server.asked());
                if (!faults.isEmpty()) {
                    wrong.put(chat.name(), faults);
                }
                if (!new SameRequest(chat.request()).withoutWords().isEmpty()) {
                    partly.put(chat.name(), new SameRequest(chat.request()).withoutWords());
                }
                checkSaid(JSON.readTree(server.asked()), chat);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(lines(partly)).isEqualTo(resource("/recorded-requests-without-words.txt"));
    }

    @Test
    void should_name_every_exchange_that_is_not_replayed_and_why() throws Exception {
        Map<String, Object> unspoken = new TreeMap<>();
        List<Exchange> all = Recordings.all();
        all.forEach(exchange -> Unspoken.reason(exchange).ifPresent(reason -> unspoken.put(exchange.name(), reason)));
        assertThat(lines(unspoken)).isEqualTo(resource("/recorded-exchanges-not-replayed.txt"));
        assertThat(all).as("141 chats, 10 embeddings, and those named here").hasSize(141 + 10 + unspoken.size());
    }

    private void check(ReplayServer server, Exchange chat) throws Exception {
        if (chat.status() != 200) {
            checkError(catchThrowable(() -> ask(server, chat)), chat);
            return;
        }
        if (!chat.body().contains("\"choices\"")) { // not of the protocol at all
            assertThat(catchThrowable(() -> ask(server, chat))).isInstanceOf(RetriableException.class);
            return;
        }
        Expected expected = Expected.of(chat);
        if (expected.failed()) {
            assertThat(catchThrowable(() -> ask(server, chat))).isExactlyInstanceOf(expected.failure());
            return;
        }
        ChatResponse response = ask(server, chat);
        AiMessage message = response.aiMessage();
        assertThat(message.text() == null ? "" : message.text()).isEqualTo(expected.text());
        assertThat(message.toolExecutionRequests())
                .extracting(call -> call.name() + " " + call.arguments())
                .isEqualTo(expected.tools());
        assertThat(response.finishReason()).isEqualTo(expected.finish());
        assertThat(provider.usage(response.metadata())).isEqualTo(expected.usage());
        expected.usage().ifPresent(usage -> assertDisjoint(usage, response));
    }

    /** The classes add up to what the endpoint counts, so that no token is in two of them. */
    private static void assertDisjoint(Usage usage, ChatResponse response) {
        assertThat(usage.input())
                .isEqualTo(response.tokenUsage().inputTokenCount().longValue());
        long beside = (long) response.tokenUsage().totalTokenCount()
                - response.tokenUsage().inputTokenCount()
                - response.tokenUsage().outputTokenCount();
        assertThat(usage.output()).isEqualTo(response.tokenUsage().outputTokenCount() + Math.max(0, beside));
    }

    private ChatResponse ask(ReplayServer server, Exchange chat) throws Exception {
        ModelSpec spec = spec(server, chat);
        if (!chat.isStream()) {
            return provider.chatModel(spec).chat(new SameRequest(chat.request()).toChatRequest());
        }
        StreamRecord stream = new StreamRecord();
        provider.streamingChatModel(spec).orElseThrow().chat(new SameRequest(chat.request()).toChatRequest(), stream);
        stream.await(WAIT);
        assertThat(stream.errors().size() + stream.responses().size()).isEqualTo(1);
        if (!stream.errors().isEmpty()) {
            throw (RuntimeException) stream.errors().get(0);
        }
        String whole = stream.responses().get(0).aiMessage().text();
        assertThat(stream.text()).as("the chunks").isEqualTo(whole == null ? "" : whole);
        return stream.responses().get(0);
    }

    private void checkEmbedding(ReplayServer server, Exchange exchange) throws Exception {
        List<TextSegment> texts = new ArrayList<>();
        JsonNode input = exchange.request().path("input");
        if (input.isArray()) {
            input.forEach(text -> texts.add(TextSegment.from(text.asText())));
        } else {
            texts.add(TextSegment.from(input.asText()));
        }
        var model = provider.embeddingModel(spec(server, exchange));
        if (exchange.status() != 200) {
            checkError(catchThrowable(() -> model.embedAll(texts)), exchange);
            return;
        }
        var response = model.embedAll(texts);
        JsonNode recorded = JSON.readTree(exchange.body());
        List<float[]> expected = new ArrayList<>();
        recorded.path("data").forEach(entry -> expected.add(vector(entry.path("embedding"))));
        assertThat(response.content().stream().map(Embedding::vector))
                .as(exchange.name())
                .containsExactlyElementsOf(expected);
        OpenAiSchema schema = OpenAiSchema.of("CreateEmbeddingRequest").get(0);
        assertThat(schema.faults(server.asked())).as(exchange.name()).isEmpty();
        if (recorded.path("usage").has("prompt_tokens")) {
            assertThat(requireNonNull(response.tokenUsage()).inputTokenCount())
                    .isEqualTo(recorded.path("usage").path("prompt_tokens").asInt());
        }
    }

    private static float[] vector(JsonNode embedding) {
        if (embedding.isTextual()) {
            var floats = ByteBuffer.wrap(Base64.getDecoder().decode(embedding.asText()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] vector = new float[floats.remaining()];
            floats.get(vector);
            return vector;
        }
        float[] vector = new float[embedding.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) embedding.get(i).asDouble();
        }
        return vector;
    }

    private static void checkError(Throwable error, Exchange exchange) {
        Class<? extends Throwable> expected =
                switch (exchange.status()) {
                    case 400 -> InvalidRequestException.class;
                    case 404 -> ModelNotFoundException.class;
                    case 429 -> RateLimitException.class;
                    default -> throw new AssertionError(exchange.name() + " has status " + exchange.status());
                };
        assertThat(error).as(exchange.name()).isInstanceOf(expected);
        assertThat(error.getCause())
                .isInstanceOfSatisfying(ProviderHttpException.class, cause -> assertThat(cause.statusCode())
                        .isEqualTo(exchange.status()));
    }

    /** What was said reached the wire: as many messages, and the same tools. */
    private static void checkSaid(JsonNode sent, Exchange chat) {
        assertThat(sent.path("messages"))
                .as(chat.name())
                .hasSize(chat.request().path("messages").size());
        assertThat(sent.path("tools").findValuesAsText("name")).as(chat.name()).containsAll(toolNames(chat.request()));
        assertThat(sent.path("stream").asBoolean()).isEqualTo(chat.isStream());
    }

    private static List<String> toolNames(JsonNode request) {
        List<String> names = new ArrayList<>();
        request.path("tools").forEach(tool -> {
            if (tool.has("function")) {
                names.add(tool.path("function").path("name").asText());
            }
        });
        return names;
    }

    private ModelSpec spec(ReplayServer server, Exchange exchange) {
        String model = exchange.request().path("model").asText("unknown");
        return ModelSpec.builder(new ModelRef("openai", model))
                .baseUrl(server.baseUrl())
                .environment(name -> null)
                .timeout(WAIT)
                .build();
    }

    private static String lines(Map<String, Object> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(
                (name, reason) -> lines.append(name).append(": ").append(reason).append('\n'));
        return lines.toString();
    }

    private static String resource(String name) throws Exception {
        try (var in = RecordedExchangesTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
