package io.llmops.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UsageReaderTest {

    private static final ChatResponseMetadata ANSWER =
            ChatResponseMetadata.builder().tokenUsage(new TokenUsage(10, 5)).build();

    private record Reading(String name, Supplier<Optional<Usage>> read) implements ChatModelProvider {
        @Override
        public ChatModel chatModel(ModelSpec spec) {
            throw new IllegalStateException("not asked for here");
        }

        @Override
        public Optional<Usage> usage(ChatResponseMetadata answer) {
            return read.get();
        }
    }

    private static Optional<Usage> read(ChatModelProvider... providers) {
        return new UsageReader(ProviderRegistry.of(List.of(providers))).apply(ANSWER);
    }

    @Test
    void should_ask_the_next_provider_where_one_throws_or_lacks_a_class() {
        Reading throwing = new Reading("a", () -> {
            throw new ClassCastException("not mine");
        });
        Reading lacking = new Reading("b", () -> {
            throw new NoClassDefFoundError("gone");
        });

        assertThat(read(throwing, lacking, new Reading("c", () -> Optional.of(Usage.of(10, 5)))))
                .contains(Usage.of(10, 5));
        assertThat(read(throwing, lacking)).isEmpty();
    }
}
