package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNamesTest {

    @ParameterizedTest
    @CsvSource({
        "OPEN_AI, gpt-4o, openai, openai/gpt-4o",
        "GOOGLE_AI_GEMINI, gemini-2.5-flash, gemini, gemini/gemini-2.5-flash",
        "ANTHROPIC, claude-sonnet-4-5, anthropic, anthropic/claude-sonnet-4-5",
        "OLLAMA, qwen3, ollama, ollama/qwen3",
        "OPEN_AI, openai/gpt-4o, openai, openai/openai/gpt-4o",
        "MISTRAL_AI, mistral-large, mistral_ai, mistral_ai/mistral-large"
    })
    void should_name_a_ready_made_model_as_one_that_llmops_builds(
            ModelProvider of, String name, String provider, String model) {
        Endpoint endpoint = endpoint(of, name);
        assertThat(endpoint.provider()).contains(provider);
        assertThat(endpoint.model()).isEqualTo(model);
    }

    @Test
    void should_leave_the_name_alone_where_the_provider_is_not_known() {
        assertThat(endpoint(ModelProvider.OTHER, "客服模型").model()).isEqualTo("客服模型");
        assertThat(endpoint(ModelProvider.OTHER, "客服模型").provider()).isEmpty();
        assertThat(endpoint(ModelProvider.OPEN_AI, null).model()).isEqualTo(ModelNames.UNKNOWN);
    }

    private static Endpoint endpoint(ModelProvider provider, @Nullable String name) {
        ChatModel model = new ChatModel() {
            @Override
            public ModelProvider provider() {
                return provider;
            }

            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return ChatRequestParameters.builder().modelName(name).build();
            }
        };
        return Endpoint.builder("e").chat(model).build();
    }
}
