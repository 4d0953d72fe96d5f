package io.llmops.gemini;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Refusals and errors in Gemini's shapes, written by hand after its documentation. */
@Timeout(300)
class GeminiErrorsTest {

    private static final String BLOCKED =
            "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":7}}";
    private static final String USAGE =
            "\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":0,\"totalTokenCount\":7}}";
    private static final String EMPTIED = "{\"candidates\":[{\"finishReason\":\"SAFETY\",\"index\":0,"
            + "\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]}}]," + USAGE;
    private static final String WITHHELD =
            "{\"candidates\":[{\"finishReason\":\"PROHIBITED_CONTENT\",\"index\":0}]," + USAGE;
    private static final String TOO_LONG = "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":"
            + "\"The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).\"}}";
    private static final String OVERLOADED =
            "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}";

    private final GeminiProvider provider = new GeminiProvider();

    @Test
    void should_name_a_prompt_that_is_blocked_a_refusal() throws Exception {
        for (String body : List.of(BLOCKED, EMPTIED, WITHHELD)) {
            assertThat(failure(200, body)).as(body).isExactlyInstanceOf(ContentFilteredException.class);
        }
        assertThat(failure(200, BLOCKED))
                .hasMessageContaining("gemini/m: the content filter of 127.0.0.1:")
                .hasMessageEndingWith("(SAFETY)");
    }

    @Test
    void should_end_a_stream_that_is_blocked_with_the_refusal_and_not_with_an_empty_answer() throws Exception {
        for (String body : List.of(BLOCKED, EMPTIED, WITHHELD)) {
            StreamRecord heard = stream("data: " + body + "\n\n");
            assertThat(heard.responses()).isEmpty();
            assertThat(heard.errors()).singleElement().isExactlyInstanceOf(ContentFilteredException.class);
        }
    }

    @Test
    void should_know_a_prompt_that_is_longer_than_the_window() throws Exception {
        assertThat(failure(400, TOO_LONG))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.getCause())
                        .isInstanceOfSatisfying(ProviderHttpException.class, cause -> assertThat(cause.errorClass())
                                .contains(ErrorClass.CONTEXT_WINDOW)));
    }

    @Test
    void should_give_an_error_inside_a_stream_the_class_of_its_code() throws Exception {
        assertThat(stream("data: " + OVERLOADED + "\n\n").errors())
                .singleElement()
                .isExactlyInstanceOf(InternalServerException.class);
    }

    private Throwable failure(int status, String body) throws IOException {
        try (ReplayServer server = new ReplayServer(answer(status, false, body))) {
            Throwable error =
                    catchThrowable(() -> provider.chatModel(spec(server)).chat("你好"));
            assertThat(error).as("no answer").isNotNull();
            return error;
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
        return ModelSpec.builder(new ModelRef("gemini", "m"))
                .baseUrl(server.baseUrl())
                .environment(name -> null)
                .build();
    }
}
