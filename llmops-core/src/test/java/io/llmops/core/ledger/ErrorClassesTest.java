package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorClassesTest {

    private static final ProviderErrors ERRORS = ProviderErrors.of(
            ModelSpec.builder(new ModelRef("acme", "m")).environment(v -> null).build(),
            URI.create("http://127.0.0.1:1/v1"),
            "ACME_KEY",
            "ACME_URL");
    private static final String TOO_LONG =
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long\"}}";

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION",
        "402, AUTHENTICATION",
        "403, AUTHENTICATION",
        "404, MODEL_NOT_FOUND",
        "410, MODEL_NOT_FOUND",
        "408, TIMEOUT",
        "504, TIMEOUT",
        "429, RATE_LIMIT",
        "503, OVERLOADED",
        "529, OVERLOADED",
        "500, SERVER",
        "418, INVALID_REQUEST",
        "400, INVALID_REQUEST"
    })
    void should_tell_the_kind_by_the_status(int status, ErrorClass kind) {
        assertThat(ErrorClasses.of(ERRORS.status(status, "", null, null))).isEqualTo(kind);
        assertThat(ErrorClasses.of(new HttpException(status, "<html>"))).isEqualTo(kind);
    }

    @Test
    void should_tell_a_long_prompt_from_an_invalid_request_by_the_providers_words() {
        assertThat(ErrorClasses.of(new InvalidRequestException(ERRORS.status(400, TOO_LONG, null, null))))
                .isEqualTo(ErrorClass.CONTEXT_WINDOW);
    }

    @Test
    void should_read_the_body_that_a_ready_made_model_gives_for_a_message() {
        assertThat(ErrorClasses.of(new InvalidRequestException(new HttpException(400, TOO_LONG))))
                .isEqualTo(ErrorClass.CONTEXT_WINDOW);
    }

    @Test
    void should_tell_errors_inside_an_answer_apart() {
        assertThat(ErrorClasses.of(ERRORS.inAnswer("{\"error\":{\"code\":402,\"message\":\"no credits\"}}", null)))
                .isEqualTo(ErrorClass.AUTHENTICATION);
        assertThat(ErrorClasses.of(
                        ERRORS.inAnswer("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}", null)))
                .isEqualTo(ErrorClass.OVERLOADED);
        assertThat(ErrorClasses.of(ERRORS.inAnswer("{\"error\":\"odd\"}", null)))
                .isEqualTo(ErrorClass.NETWORK);
        assertThat(ErrorClasses.of(ERRORS.refused("SAFETY"))).isEqualTo(ErrorClass.CONTENT_FILTER);
    }
}
