package io.llmops.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ModelSpec;
import io.llmops.http.recorded.Exchange;
import io.llmops.http.recorded.Recordings;
import io.llmops.http.recorded.ReplayServer;
import io.llmops.test.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of Gemini, as they came over the wire. */
@Timeout(300)
class RecordedContentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final GeminiProvider provider = new GeminiProvider();

    @Test
    void should_read_every_recorded_answer_as_it_was_recorded() throws Exception {
        List<Exchange> answers = recorded(":generateContent");
        List<String> wrong = new ArrayList<>();
        try (ReplayServer server = new ReplayServer(answers.get(0))) {
            for (Exchange answer : answers) {
                server.next(answer);
                Throwable fault = catchThrowable(() -> {
                    ChatResponse response = provider.chatModel(spec(server)).chat(UserMessage.from("你好"));
                    check(response, JSON.readTree(answer.body()));
                });
                if (fault != null) {
                    wrong.add(answer.name() + ": " + fault);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(answers).hasSize(12);
    }

    @Test
    void should_read_the_recorded_stream() throws Exception {
        Exchange recorded = recorded(":streamGenerateContent").get(0);
        Exchange stream = new Exchange(
                recorded.name(),
                recorded.host(),
                recorded.path(),
                JSON.createObjectNode().put("stream", true),
                recorded.status(),
                recorded.headers(),
                recorded.body());
        StringBuilder text = new StringBuilder();
        for (String line : stream.body().split("\r?\n")) {
            if (line.startsWith("data: {")) {
                JSON.readTree(line.substring("data: ".length()))
                        .at("/candidates/0/content/parts")
                        .forEach(part -> text.append(part.path("text").asText("")));
            }
        }
        try (ReplayServer server = new ReplayServer(stream)) {
            StreamRecord heard = new StreamRecord();
            provider.streamingChatModel(spec(server)).orElseThrow().chat("你好", heard);
            heard.await(WAIT);
            assertThat(heard.text()).isEqualTo(text.toString());
            assertThat(heard.errors().size() + heard.responses().size()).isEqualTo(1);
        }
    }

    @Test
    void should_embed_as_it_was_recorded_and_know_an_unknown_model() throws Exception {
        List<Exchange> all = recorded(":batchEmbedContents");
        try (ReplayServer server = new ReplayServer(all.get(0))) {
            for (Exchange exchange : all) {
                server.next(exchange);
                var model = provider.embeddingModel(spec(server));
                if (exchange.status() == 404) {
                    assertThat(catchThrowable(() -> model.embedAll(List.of(TextSegment.from("a")))))
                            .isInstanceOf(ModelNotFoundException.class)
                            .hasMessageContaining("(NOT_FOUND)");
                    continue;
                }
                JsonNode vectors = JSON.readTree(exchange.body()).path("embeddings");
                List<TextSegment> texts = new ArrayList<>();
                vectors.forEach(vector -> texts.add(TextSegment.from("a")));
                var embeddings = model.embedAll(texts).content();
                for (int i = 0; i < vectors.size(); i++) {
                    assertThat(embeddings.get(i).vector())
                            .hasSize(vectors.path(i).path("values").size())
                            .startsWith((float)
                                    vectors.path(i).path("values").path(0).asDouble());
                }
            }
        }
        assertThat(all).hasSize(3);
    }

    private void check(ChatResponse response, JsonNode recorded) {
        StringBuilder text = new StringBuilder();
        List<String> tools = new ArrayList<>();
        recorded.at("/candidates/0/content/parts").forEach(part -> {
            if (!part.path("thought").asBoolean()) {
                text.append(part.path("text").asText(""));
            }
            if (part.has("functionCall")) {
                tools.add(part.path("functionCall").path("name").asText());
            }
        });
        String said = response.aiMessage().text();
        assertThat(said == null ? "" : said.replace("\n", ""))
                .isEqualTo(text.toString().replace("\n", ""));
        assertThat(response.aiMessage().toolExecutionRequests())
                .extracting(ToolExecutionRequest::name)
                .isEqualTo(tools);
        JsonNode usage = recorded.path("usageMetadata");
        long cached = usage.path("cachedContentTokenCount").asLong();
        Usage expected = Usage.builder()
                .tokens(
                        TokenClass.FRESH_INPUT,
                        usage.path("promptTokenCount").asLong()
                                + usage.path("toolUsePromptTokenCount").asLong()
                                - cached)
                .tokens(TokenClass.CACHE_READ, cached)
                .tokens(TokenClass.OUTPUT, usage.path("candidatesTokenCount").asLong())
                .tokens(TokenClass.REASONING, usage.path("thoughtsTokenCount").asLong())
                .build();
        assertThat(provider.usage(response.tokenUsage())).contains(expected);
        assertThat(expected.total()).isEqualTo(usage.path("totalTokenCount").asLong());
    }

    private static List<Exchange> recorded(String method) {
        return Recordings.all().stream()
                .filter(exchange -> exchange.path().endsWith(method))
                .toList();
    }

    private static ModelSpec spec(ReplayServer server) {
        return ModelSpec.builder(new ModelRef("gemini", "gemini-2.5-flash"))
                .baseUrl(server.baseUrl())
                .environment(name -> null)
                .timeout(WAIT)
                .build();
    }
}
