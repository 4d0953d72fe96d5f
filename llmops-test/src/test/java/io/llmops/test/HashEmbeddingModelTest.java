package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.CosineSimilarity;
import org.junit.jupiter.api.Test;

class HashEmbeddingModelTest {

    private final HashEmbeddingModel model = new HashEmbeddingModel();

    @Test
    void should_give_equal_unit_vectors_for_equal_texts() {
        for (String text : new String[] {"a", "hello", "你好，世界", "😀", "x".repeat(10_000)}) {
            Embedding once = embed(text);
            assertThat(once).isEqualTo(new HashEmbeddingModel().embed(text).content());
            assertThat(once.dimension()).isEqualTo(model.dimension());
            double squares = 0;
            for (float value : once.vector()) {
                squares += value * value;
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void should_put_texts_that_share_words_nearer_than_those_that_do_not() {
        assertThat(similarity("年假可以结转吗", "年假如何结转")).isGreaterThan(similarity("年假可以结转吗", "报销需要发票"));
        assertThat(similarity("red apple", "red apples")).isGreaterThan(similarity("red apple", "quick fox"));
    }

    @Test
    void should_refuse_a_dimension_that_is_not_positive() {
        assertThatThrownBy(() -> new HashEmbeddingModel(0)).hasMessageContaining("0");
    }

    private double similarity(String a, String b) {
        return CosineSimilarity.between(embed(a), embed(b));
    }

    private Embedding embed(String text) {
        return model.embed(text).content();
    }
}
