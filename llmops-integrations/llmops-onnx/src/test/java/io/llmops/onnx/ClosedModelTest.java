package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.NonRetriableException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosedModelTest {

    @Test
    void should_refuse_calls_after_close_with_a_typed_error() {
        OnnxEmbeddingModel model =
                OnnxEmbeddingModel.named("all-minilm-l6-v2-q").build();
        model.close();
        model.close();

        assertThatThrownBy(() -> model.embed("leave"))
                .isInstanceOf(NonRetriableException.class)
                .hasMessageContaining("'all-minilm-l6-v2-q' is closed");
    }

    @Test
    void should_end_a_large_call_with_a_typed_error_when_closed_during_it() {
        OnnxEmbeddingModel model =
                OnnxEmbeddingModel.named("all-minilm-l6-v2-q").build();
        List<String> texts = Collections.nCopies(5_000, "a text long enough that five thousand take a while");
        CompletableFuture<List<float[]>> call = CompletableFuture.supplyAsync(() -> Vectors.all(model, texts));
        model.embed("the call is under way by now, or begins after the close: both must fail");

        model.close();

        assertThat(call)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(NonRetriableException.class);
    }
}
