package io.llmops.benchmarks.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SideTest {

    @Test
    void should_take_the_middle_of_the_rounds() {
        assertThat(Side.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Side.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
    }

    @Test
    void should_generate_the_same_texts_on_every_run() {
        assertThat(Passages.generate(50, 5, 9)).hasSize(50).isEqualTo(Passages.generate(50, 5, 9));
    }
}
