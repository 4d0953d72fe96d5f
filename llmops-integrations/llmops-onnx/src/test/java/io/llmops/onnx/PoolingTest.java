package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolingTest {

    /** Two texts of two dimensions, padded to three tokens; the second starts at 6 and has two tokens. */
    private final FloatBuffer hidden = FloatBuffer.wrap(new float[] {9, 9, 9, 9, 9, 9, 1, 2, 3, 6, 100, 100});

    @Test
    void should_average_the_tokens_and_leave_the_padding_out() {
        float[] vector = new float[2];

        Pooling.MEAN.pool(hidden, 6, 2, vector);

        assertThat(vector).containsExactly(2, 4);
    }

    @Test
    void should_take_the_first_token() {
        float[] vector = new float[2];

        Pooling.CLS.pool(hidden, 6, 2, vector);

        assertThat(vector).containsExactly(1, 2);
    }
}
