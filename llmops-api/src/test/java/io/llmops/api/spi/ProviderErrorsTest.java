package io.llmops.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderErrorsTest {

    private static final String REQUEST =
            "{\"model\":\"qwen3-coder-30b-a3b-instruct\",\"messages\":[{\"role\":\"system\","
                    + "\"content\":\"You are terse.\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"My card\\nis 4111 1111 1111 1111, 住址在北京市海淀区\"}]}],\"tools\":[{\"name\":\"search_the_handbook\"}]}";

    private final ProviderErrors errors = ProviderErrors.of(
            ModelSpec.builder(new ModelRef("acme", "qwen3-coder-30b-a3b-instruct"))
                    .apiKey(Secret.of("sk-abcdefgh"))
                    .build(),
            URI.create("https://models.example:8443/v1?token=hidden"),
            "ACME_KEY",
            "ACME_URL");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}} | (context_length_exceeded): too long",
                "{\"error\":{\"code\":400,\"message\":\"too long\",\"type\":\"exceed_context_size_error\"}} | (exceed_context_size_error): too long",
                "{\"error\":\"model 'x' not found\"} | : model 'x' not found",
                "{\"object\":\"error\",\"message\":\"too\\n long\",\"type\":\"BadRequestError\"} | (BadRequestError): too long",
                "{\"detail\":\"Not Found\"} | : Not Found",
            })
    void should_read_the_shapes_that_servers_use(String body, String expected) {
        assertThat(errors.status(400, body, REQUEST, null))
                .hasMessageStartingWith("acme/qwen3-coder-30b-a3b-instruct: HTTP 400 from models.example:8443")
                .hasMessageEndingWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>busy</html>",
                "[]",
                "''",
                "null",
                "{\"detail\":[{\"input\":\"My card\"}]}",
                "{\"error\":{\"code\":\"a b\"}}"
            })
    void should_say_status_and_host_where_the_body_says_nothing(String body) {
        assertThat(errors.status(503, body, REQUEST, null))
                .hasMessage("acme/qwen3-coder-30b-a3b-instruct: HTTP 503 from models.example:8443");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cannot parse 'My card is 4111 1111'",
                "非法输入: 北京市海淀区",
                "key sk-abcd*** is wrong",
                "key ****efgh is wrong",
                "You are terse.? I am not"
            })
    void should_withhold_words_that_repeat_prompt_or_key(String words) {
        assertThat(errors.status(400, error(words), REQUEST, null))
                .hasMessageContaining("repeat the request")
                .hasMessageNotContaining(words.substring(0, 3));
        assertThat(errors.inAnswer(error(words), REQUEST)).hasMessageContaining("repeat the request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model qwen3-coder-30b-a3b-instruct is not loaded",
                "role user must alternate with system",
                "the abcd endpoint wants a key like sk-...",
                "unknown tool search_the_handbook"
            })
    void should_keep_words_about_the_model_and_the_shape_of_the_request(String words) {
        assertThat(errors.status(400, error(words), REQUEST, null)).hasMessageEndingWith(words);
    }

    @Test
    void should_shorten_long_words() {
        assertThat(errors.status(400, error("x".repeat(10_000)), null, null).getMessage())
                .hasSizeLessThan(650);
    }

    @Test
    void should_advise_by_status() {
        assertThat(errors.status(401, "", null, null)).hasMessageEndingWith("; check ACME_KEY");
        assertThat(errors.status(403, "", null, null)).hasMessageEndingWith("; check ACME_KEY");
        assertThat(errors.status(404, "", null, null)).hasMessageEndingWith("; check the model's name and ACME_URL");
    }

    @Test
    void should_carry_what_a_retry_needs() {
        ProviderHttpException error = errors.status(429, error("slow"), null, Duration.ofSeconds(2));
        assertThat(error.statusCode()).isEqualTo(429);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(error.providerCode()).contains("odd");
        assertThat(errors.status(500, "", null, null).retryAfter()).isEmpty();
    }

    @Test
    void should_tell_failures_of_the_connection_apart() {
        assertThat(errors.failure(new CompletionException(new ConnectException())))
                .isExactlyInstanceOf(RetriableException.class)
                .hasMessageContaining("nothing listens at models.example:8443")
                .hasMessageContaining("ACME_URL");
        assertThat(errors.failure(new HttpTimeoutException("request timed out")))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("within PT1M");
        assertThat(errors.failure(new IOException("Connection reset")))
                .isExactlyInstanceOf(RetriableException.class)
                .hasMessageEndingWith("broke: Connection reset");
        assertThat(errors.failure(new IOException())).hasMessageEndingWith("broke: IOException");
        assertThat(errors.failure(new Exception("odd"))).isExactlyInstanceOf(LangChain4jException.class);
    }

    @Test
    void should_give_an_unknown_host_no_cause_so_that_langchain4j_keeps_the_words() {
        ConnectException refused = new ConnectException();
        refused.initCause(new UnresolvedAddressException());
        assertThat(errors.failure(refused))
                .isInstanceOf(UnresolvedModelServerException.class)
                .hasMessageContaining("no host models.example:8443; check ACME_URL")
                .hasNoCause();
    }

    @Test
    void should_leave_exceptions_of_langchain4j_as_they_are() {
        RateLimitException error = new RateLimitException("slow");
        assertThat(errors.failure(error)).isSameAs(error);
    }

    private static String error(String words) {
        return "{\"error\":{\"message\":\"" + words + "\",\"type\":\"odd\"}}";
    }
}
