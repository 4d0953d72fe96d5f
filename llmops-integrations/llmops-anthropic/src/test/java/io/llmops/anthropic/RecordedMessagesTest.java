package io.llmops.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of Anthropic, as they came over the wire. */
@Timeout(300)
class RecordedMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final AnthropicProvider provider = new AnthropicProvider();

    @Test
    void should_read_every_recorded_message_as_it_was_recorded() throws Exception {
        List<Exchange> messages = Recordings.all().stream()
                .filter(exchange -> exchange.path().equals("/v1/messages"))
                .toList();
        List<String> wrong = new ArrayList<>();
        try (ReplayServer server = new ReplayServer(messages.get(0))) {
            for (Exchange message : messages) {
                server.next(message);
                Throwable fault = catchThrowable(() -> check(server, message));
                if (fault != null) {
                    wrong.add(message.name() + ": " + fault);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(messages).as("all recorded messages").hasSize(108);
    }

    private void check(ReplayServer server, Exchange message) throws Exception {
        if (message.status() == 400) {
            assertThat(catchThrowable(() -> ask(server, message))).isInstanceOf(InvalidRequestException.class);
            return;
        }
        ChatResponse response = ask(server, message);
        Said said = message.isStream() ? Said.streamed(message.body()) : Said.plain(JSON.readTree(message.body()));
        String text = response.aiMessage().text();
        assertThat(text == null ? "" : text.replace("\n", "")).isEqualTo(said.text.replace("\n", ""));
        assertThat(response.aiMessage().toolExecutionRequests())
                .extracting(ToolExecutionRequest::name)
                .isEqualTo(said.tools);
        assertThat(response.finishReason()).isEqualTo(said.finish);
        assertThat(provider.usage(response.tokenUsage())).contains(said.usage());
    }

    private ChatResponse ask(ReplayServer server, Exchange message) throws Exception {
        ModelSpec spec = ModelSpec.builder(new ModelRef(
                        "anthropic", message.request().path("model").asText("m")))
                .baseUrl(server.baseUrl())
                .environment(name -> null)
                .timeout(WAIT)
                .build();
        if (!message.isStream()) {
            return provider.chatModel(spec).chat(dev.langchain4j.data.message.UserMessage.from("你好"));
        }
        StreamRecord stream = new StreamRecord();
        provider.streamingChatModel(spec).orElseThrow().chat("你好", stream);
        stream.await(WAIT);
        assertThat(stream.errors()).isEmpty();
        return stream.responses().get(0);
    }

    /** What a message says, read without LangChain4j. */
    private static final class Said {
        private String text = "";
        private final List<String> tools = new ArrayList<>();
        private @Nullable FinishReason finish;
        private long input;
        private long output;
        private long read;
        private long written;

        static Said plain(JsonNode message) {
            Said said = new Said();
            message.path("content").forEach(said::block);
            said.finish(message.path("stop_reason"));
            said.usage(message.path("usage"));
            return said;
        }

        static Said streamed(String body) throws Exception {
            Said said = new Said();
            for (String line : body.split("\n")) {
                if (line.startsWith("data: {")) {
                    JsonNode event = JSON.readTree(line.substring("data: ".length()));
                    said.usage(event.path("message").path("usage"));
                    said.usage(event.path("usage"));
                    said.block(event.path("content_block"));
                    said.text += event.path("delta").path("text").asText("");
                    said.finish(event.path("delta").path("stop_reason"));
                }
            }
            return said;
        }

        private void block(JsonNode block) {
            if (block.path("type").asText().equals("text")) {
                text += block.path("text").asText();
            } else if (block.path("type").asText().equals("tool_use")) {
                tools.add(block.path("name").asText());
            }
        }

        private void finish(JsonNode reason) {
            switch (reason.asText("")) {
                case "end_turn", "stop_sequence" -> finish = FinishReason.STOP;
                case "max_tokens" -> finish = FinishReason.LENGTH;
                case "tool_use" -> finish = FinishReason.TOOL_EXECUTION;
                default -> {}
            }
        }

        private void usage(JsonNode usage) {
            input = usage.path("input_tokens").asLong(input);
            output = usage.path("output_tokens").asLong(output);
            read = usage.path("cache_read_input_tokens").asLong(read);
            written = usage.path("cache_creation_input_tokens").asLong(written);
        }

        Usage usage() {
            return Usage.builder()
                    .tokens(TokenClass.FRESH_INPUT, input)
                    .tokens(TokenClass.CACHE_READ, read)
                    .tokens(TokenClass.CACHE_WRITE, written)
                    .tokens(TokenClass.OUTPUT, output)
                    .build();
        }
    }
}
