package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.spi.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModelTest {

    // Set by JUnit.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    private Path directory;

    private final OnnxEmbeddingModelProvider provider = new OnnxEmbeddingModelProvider();

    @BeforeEach
    void unpack() throws IOException {
        unpack("all-minilm-l6-v2-q.onnx", "model.onnx");
        unpack("all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");
    }

    @Test
    void should_give_for_a_file_what_the_jar_gives() {
        try (OnnxEmbeddingModel file = model(Map.of("pooling", "mean", "maxTokens", "256"));
                OnnxEmbeddingModel jar =
                        OnnxEmbeddingModel.named("all-minilm-l6-v2-q").build()) {
            assertThat(file.modelName()).isEqualTo("mine");
            assertThat(file.embed(Texts.LONG_ENGLISH).content())
                    .isEqualTo(jar.embed(Texts.LONG_ENGLISH).content());
        }
    }

    @Test
    void should_obey_pooling_cut_and_workers() {
        try (OnnxEmbeddingModel mean = model(Map.of());
                OnnxEmbeddingModel cls = model(Map.of("pooling", "cls", "maxTokens", "16", "workers", "1"))) {
            assertThat(cls.embed(Texts.LONG_ENGLISH).tokenUsage())
                    .extracting(TokenUsage::inputTokenCount)
                    .isEqualTo(16);
            assertThat(mean.embed(Texts.LONG_ENGLISH).tokenUsage())
                    .extracting(TokenUsage::inputTokenCount)
                    .isEqualTo(OnnxEmbeddingModel.Builder.DEFAULT_MAX_TOKENS);
            assertThat(cls.embed("leave").content())
                    .isNotEqualTo(mean.embed("leave").content());
        }
    }

    @Test
    void should_refuse_more_tokens_than_the_model_reads_when_it_is_built() {
        assertThatThrownBy(() -> model(Map.of("maxTokens", "513")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot read 513 tokens");
    }

    @Test
    void should_say_which_file_is_missing_or_damaged() throws IOException {
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> model(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read as a tokenizer.json");

        unpack("all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");
        Files.writeString(directory.resolve("model.onnx"), "not a network");
        assertThatThrownBy(() -> model(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("model.onnx cannot be loaded");

        Files.delete(directory.resolve("model.onnx"));
        assertThatThrownBy(() -> model(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no file " + directory.resolve("model.onnx"));
    }

    @Test
    void should_refuse_a_tokenizer_that_adds_no_special_token() throws IOException {
        Path file = directory.resolve("tokenizer.json");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        Files.writeString(file, json.putNull("post_processor").toString());

        assertThatThrownBy(() -> model(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("adds no special token");
    }

    private OnnxEmbeddingModel model(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("path", directory.resolve("model.onnx").toString());
        settings.put("tokenizer", directory.resolve("tokenizer.json").toString());
        return (OnnxEmbeddingModel) provider.embeddingModel(ModelSpec.builder(ModelRef.parse("onnx/mine"))
                .settings(settings)
                .build());
    }

    private void unpack(String resource, String file) throws IOException {
        try (InputStream in = FileModelTest.class.getClassLoader().getResourceAsStream(resource)) {
            Files.write(directory.resolve(file), Objects.requireNonNull(in).readAllBytes());
        }
    }
}
