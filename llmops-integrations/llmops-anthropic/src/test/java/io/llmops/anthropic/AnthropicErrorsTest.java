package io.llmops.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.http.recorded.Exchange;
import io.llmops.http.recorded.ReplayServer;
import io.llmops.test.StreamRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Refusals and errors in Anthropic's shapes, written by hand after its documentation. */
@Timeout(300)
class AnthropicErrorsTest {

    private static final String REFUSED = "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[],"
            + "\"stop_reason\":\"refusal\",\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}";
    private static final String START =
            event("{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"role\":\"assistant\","
                    + "\"content\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}");

    private final AnthropicProvider provider = new AnthropicProvider();

    @Test
    void should_name_a_refusal_one() throws Exception {
        assertThat(failure(200, REFUSED))
                .isExactlyInstanceOf(ContentFilteredException.class)
                .hasMessageEndingWith("(refusal)");
        StreamRecord heard = stream(
                START + event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\"},\"usage\":{}}"));
        assertThat(heard.responses()).isEmpty();
        assertThat(heard.errors()).singleElement().isExactlyInstanceOf(ContentFilteredException.class);
    }

    @Test
    void should_tell_a_long_prompt_and_an_empty_account_from_an_invalid_request() throws Exception {
        Map<String, ErrorClass> kinds = Map.of(
                "prompt is too long: 205000 tokens > 200000 maximum", ErrorClass.CONTEXT_WINDOW,
                "Your credit balance is too low to access the Anthropic API.", ErrorClass.AUTHENTICATION);
        kinds.forEach((words, kind) -> assertThat(failure(400, error("invalid_request_error", words)))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.getCause())
                        .isInstanceOfSatisfying(ProviderHttpException.class, cause -> assertThat(cause.errorClass())
                                .contains(kind))));
    }

    @Test
    void should_give_an_error_inside_a_stream_the_class_of_its_type() throws Exception {
        assertThat(stream(START + event(error("overloaded_error", "Overloaded")))
                        .errors())
                .singleElement()
                .isExactlyInstanceOf(InternalServerException.class);
        assertThat(stream(START + event(error("invalid_request_error", "bad"))).errors())
                .singleElement()
                .isExactlyInstanceOf(InvalidRequestException.class);
    }

    private static String error(String type, String words) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + words + "\"}}";
    }

    private static String event(String json) {
        return "data: " + json + "\n\n";
    }

    private Throwable failure(int status, String body) {
        try (ReplayServer server = new ReplayServer(answer(status, false, body))) {
            Throwable error =
                    catchThrowable(() -> provider.chatModel(spec(server)).chat("你好"));
            assertThat(error).as("no answer").isNotNull();
            return error;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StreamRecord stream(String events) throws Exception {
        try (ReplayServer server = new ReplayServer(answer(200, true, events))) {
            StreamRecord heard = new StreamRecord();
            provider.streamingChatModel(spec(server)).orElseThrow().chat("你好", heard);
            return heard.await(Duration.ofSeconds(60));
        }
    }

    private static Exchange answer(int status, boolean stream, String body) {
        return new Exchange(
                "by hand",
                "",
                "",
                new ObjectMapper().createObjectNode().put("stream", stream),
                status,
                Map.of("content-type", List.of(stream ? "text/event-stream" : "application/json")),
                body);
    }

    private static ModelSpec spec(ReplayServer server) {
        return ModelSpec.builder(new ModelRef("anthropic", "m"))
                .baseUrl(server.baseUrl())
                .environment(name -> null)
                .build();
    }
}
