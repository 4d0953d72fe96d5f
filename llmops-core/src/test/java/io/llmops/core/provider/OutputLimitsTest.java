package io.llmops.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputLimitsTest {

    private static final ChatRequestParameters NONE =
            ChatRequestParameters.builder().build();

    /** A provider that takes what is another one's for its own. */
    private static final class Faulty implements ChatModelProvider {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public ChatModel chatModel(ModelSpec spec) {
            throw new IllegalStateException("not asked for here");
        }

        @Override
        public Optional<Integer> outputLimit(ChatRequestParameters parameters) {
            throw new ClassCastException("not mine");
        }

        @Override
        public Optional<ChatRequestParameters> withOutputLimit(
                ChatRequestParameters defaults, ChatRequestParameters request, int limit) {
            throw new NoClassDefFoundError("gone");
        }
    }

    private final OutputLimits limits = new OutputLimits(ProviderRegistry.of(List.of(new Faulty())));

    @Test
    void should_pass_over_a_provider_that_throws_over_what_is_not_its_own() {
        assertThat(limits.of(ChatRequestParameters.builder().maxOutputTokens(7).build()))
                .contains(7);
        assertThat(limits.with(NONE, NONE, 9).maxOutputTokens()).isEqualTo(9);
    }
}
