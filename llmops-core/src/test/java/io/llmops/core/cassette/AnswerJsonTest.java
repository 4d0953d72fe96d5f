package io.llmops.core.cassette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.core.provider.ProviderRegistry;
import io.llmops.core.provider.UsageReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {

    private static final UsageReader NO_PROVIDER = new UsageReader(ProviderRegistry.of(List.of()));

    private final ChatResponse answer = ChatResponse.builder()
            .aiMessage(AiMessage.from("五天"))
            .tokenUsage(new TokenUsage(10, 5))
            .build();

    @Test
    void should_replay_the_classes_of_tokens_that_a_provider_reported() {
        Usage reported = Usage.builder()
                .tokens(TokenClass.FRESH_INPUT, 3)
                .tokens(TokenClass.CACHE_READ, 7)
                .tokens(TokenClass.OUTPUT, 4)
                .tokens(TokenClass.REASONING, 1)
                .build();

        AnswerJson recording = new AnswerJson(metadata -> Optional.of(reported));
        ChatResponse replayed = recording.chat(recording.chat(answer));

        assertThat(NO_PROVIDER.apply(replayed.metadata())).contains(reported);
        assertThat(replayed.tokenUsage().inputTokenCount()).isEqualTo(10);
    }

    @Test
    void should_replay_plain_counts_where_the_report_is_of_no_known_form() {
        AnswerJson json = new AnswerJson(NO_PROVIDER);
        ChatResponse replayed = json.chat(json.chat(answer));

        assertThat(replayed.tokenUsage()).isEqualTo(new TokenUsage(10, 5));
        assertThat(NO_PROVIDER.apply(replayed.metadata())).isEmpty();
    }

    @Test
    void should_not_take_an_estimate_for_a_measure() {
        Usage estimate = Usage.builder()
                .tokens(TokenClass.OUTPUT, 4)
                .quality(Usage.Quality.ESTIMATED)
                .build();
        AnswerJson json = new AnswerJson(metadata -> Optional.of(estimate));

        assertThat(NO_PROVIDER.apply(json.chat(json.chat(answer)).metadata())).isEmpty();
    }
}
