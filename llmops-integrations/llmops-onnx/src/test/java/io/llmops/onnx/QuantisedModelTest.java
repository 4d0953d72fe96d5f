package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantisedModelTest {

    @Test
    void should_stay_near_the_exact_model_and_near_itself_in_any_batch() {
        List<String> texts = Texts.mixed();
        try (OnnxEmbeddingModel exact =
                        OnnxEmbeddingModel.named("all-minilm-l6-v2").build();
                OnnxEmbeddingModel quantised =
                        OnnxEmbeddingModel.named("all-minilm-l6-v2-q").build()) {
            List<float[]> together = Vectors.all(quantised, texts);
            List<float[]> reference = Vectors.all(exact, texts);

            for (int i = 0; i < texts.size(); i++) {
                float[] alone = quantised.embed(texts.get(i)).content().vector();
                assertThat(Vectors.cosine(together.get(i), alone))
                        .as("text %d, together and alone", i)
                        .isGreaterThanOrEqualTo(0.975);
                assertThat(Vectors.cosine(together.get(i), reference.get(i)))
                        .as("text %d, quantised and exact", i)
                        .isGreaterThanOrEqualTo(0.96);
            }
            assertThat(Vectors.all(quantised, texts)).usingRecursiveComparison().isEqualTo(together);
            assertThat(quantised.modelName()).isNotEqualTo(exact.modelName());
        }
    }
}
