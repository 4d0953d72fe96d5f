package io.llmops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Secret;
import io.llmops.api.spi.ModelSpec;
import io.llmops.openai.OpenAiProvider;
import io.llmops.test.FaultServer;
import io.llmops.test.ServerReply;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person reads when a provider fails, from the real exceptions of the real client. */
class FailuresTest {

    private static final String KEY = "sk-canary-0123456789";

    @Test
    void should_say_that_the_key_was_refused_without_showing_it() {
        try (FaultServer server = FaultServer.start()) {
            server.chat(ServerReply.status(401));

            assertThat(explain(server.baseUrl()))
                    .contains("openai/some-model", "API key", "OPENAI_API_KEY", server.baseUrl())
                    .doesNotContain(KEY);
        }
    }

    @Test
    void should_say_that_an_endpoint_cannot_be_reached() {
        assertThat(explain("http://127.0.0.1:1/v1"))
                .contains("openai/some-model", "cannot be reached", "OPENAI_BASE_URL (http://127.0.0.1:1/v1)");
    }

    @Test
    void should_say_that_the_provider_itself_failed() {
        try (FaultServer server = FaultServer.start()) {
            server.chat(ServerReply.status(500));

            assertThat(explain(server.baseUrl())).contains("openai/some-model", "failed on its side");
        }
    }

    private static String explain(String baseUrl) {
        ModelSpec spec = ModelSpec.builder(ModelRef.parse("openai/some-model"))
                .apiKey(Secret.of(KEY))
                .baseUrl(baseUrl)
                .build();
        ChatModel model = new OpenAiProvider().chatModel(spec);
        Throwable failure = catchThrowable(() -> model.chat("hello"));
        String line = Failures.explain(
                failure, Optional.of("openai/some-model"), name -> name.equals("OPENAI_BASE_URL") ? baseUrl : null);
        assertThat(line).doesNotContain("\n");
        return line;
    }
}
