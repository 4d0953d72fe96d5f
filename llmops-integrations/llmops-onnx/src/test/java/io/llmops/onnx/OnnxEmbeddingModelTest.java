package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxEmbeddingModelTest {

    // Set in @BeforeAll: one model for all tests, since loading it takes most of their time.
    @SuppressWarnings("NullAway.Init")
    private static OnnxEmbeddingModel model;

    @BeforeAll
    static void load() {
        model = OnnxEmbeddingModel.named("all-minilm-l6-v2").build();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void should_give_unit_vectors_of_the_stated_dimension() {
        float[] vector =
                model.embed("How many days of leave carry over?").content().vector();

        assertThat(model.dimension()).isEqualTo(384);
        assertThat(vector).hasSize(384);
        assertThat(Vectors.cosine(vector, vector)).isCloseTo(1, within(1e-5));
        assertThat(model.modelName()).isEqualTo("all-minilm-l6-v2");
    }

    @Test
    void should_place_like_meaning_nearer_than_unlike() {
        List<float[]> v = Vectors.all(
                model,
                List.of("How much holiday do I get?", "Vacation allowance of employees", "The printer is jammed"));

        assertThat(Vectors.cosine(v.get(0), v.get(1))).isGreaterThan(Vectors.cosine(v.get(0), v.get(2)) + 0.2);
    }

    @Test
    void should_give_in_a_batch_of_mixed_lengths_what_it_gives_alone() {
        List<String> texts = Texts.mixed();

        List<float[]> together = Vectors.all(model, texts);

        assertThat(together).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            float[] alone = model.embed(texts.get(i)).content().vector();
            assertThat(Vectors.largestDifference(together.get(i), alone))
                    .as("text %d", i)
                    .isLessThan(1e-4);
        }
    }

    @Test
    void should_give_the_same_bits_on_a_repeated_call() {
        List<String> texts = Texts.mixed();

        assertThat(Vectors.all(model, texts)).usingRecursiveComparison().isEqualTo(Vectors.all(model, texts));
    }

    @Test
    void should_read_256_tokens_and_not_the_128_of_the_packaged_tokenizer() {
        String first = "the committee read the report ".repeat(30); // 152 tokens
        String sameFor128Tokens = first + "penguins swim in cold water ";

        List<float[]> v = Vectors.all(model, List.of(first, sameFor128Tokens));

        assertThat(model.tokenCount(first)).isBetween(140, 200);
        assertThat(Vectors.largestDifference(v.get(0), v.get(1))).isGreaterThan(1e-3);
    }

    @Test
    void should_cut_a_long_text_and_count_it() {
        long before = model.truncatedTexts();

        Response<List<Embedding>> response = model.embedAll(List.of(
                TextSegment.from(Texts.LONG_ENGLISH),
                TextSegment.from("short"),
                TextSegment.from(Texts.LONG_ENGLISH + "with another tail")));

        assertThat(model.truncatedTexts() - before).isEqualTo(2);
        assertThat(response.tokenUsage())
                .extracting(TokenUsage::inputTokenCount)
                .isEqualTo(256 + 3 + 256);
        assertThat(Vectors.largestDifference(
                        response.content().get(0).vector(),
                        response.content().get(2).vector()))
                .isLessThan(1e-4);
    }

    @Test
    void should_not_count_a_text_of_just_the_longest_length_as_cut() {
        long before = model.truncatedTexts();

        assertThat(model.embed("leave ".repeat(254)).tokenUsage())
                .extracting(TokenUsage::inputTokenCount)
                .isEqualTo(256);
        assertThat(model.truncatedTexts()).isEqualTo(before);

        model.embed("leave ".repeat(255));
        assertThat(model.truncatedTexts()).isEqualTo(before + 1);
    }

    @Test
    void should_count_tokens_beyond_the_cut() {
        assertThat(model.tokenCount("leave")).isEqualTo(3);
        assertThat(model.tokenCount("leave ".repeat(1000))).isEqualTo(1002);
    }

    @Test
    void should_report_the_tokens_that_the_model_read() {
        EmbeddingResponse response = model.embed(
                EmbeddingRequest.builder().inputs("leave", "leave leave").build());

        assertThat(response.tokenUsage())
                .extracting(TokenUsage::inputTokenCount)
                .isEqualTo(3 + 4);
        assertThat(response.modelName()).isEqualTo("all-minilm-l6-v2");
    }

    @Test
    void should_return_nothing_for_an_empty_list() {
        assertThat(model.embedAll(List.of()).content()).isEmpty();
    }

    @Test
    void should_embed_blank_inputs_as_a_text_without_words() {
        EmbeddingResponse response = model.embed(EmbeddingRequest.builder()
                .inputs(List.of(EmbeddingInput.from(""), EmbeddingInput.from(" \n"), EmbeddingInput.from("leave")))
                .build());

        float[] empty = response.embeddings().get(0).vector();
        float[] blank = response.embeddings().get(1).vector();
        assertThat(Vectors.cosine(empty, empty)).isCloseTo(1, within(1e-5));
        assertThat(Vectors.largestDifference(empty, blank)).isLessThan(1e-4);
    }

    @Test
    void should_tell_a_listener_once_a_call() {
        AtomicInteger responses = new AtomicInteger();
        EmbeddingModelListener listener = new EmbeddingModelListener() {
            @Override
            public void onResponse(EmbeddingModelResponseContext context) {
                responses.incrementAndGet();
            }
        };

        try (OnnxEmbeddingModel heard = OnnxEmbeddingModel.named("all-minilm-l6-v2-q")
                .listeners(List.of(listener))
                .build()) {
            Vectors.all(heard, List.of("one", "two", "three"));
            heard.embed("four");
        }

        assertThat(responses).hasValue(2);
    }

    @Test
    void should_serve_many_threads_at_once() throws Exception {
        List<String> texts = Texts.mixed();
        List<float[]> expected = Vectors.all(model, texts);
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try {
            List<Future<List<float[]>>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(callers.submit(() -> Vectors.all(model, texts)));
            }
            for (Future<List<float[]>> call : calls) {
                assertThat(call.get()).usingRecursiveComparison().isEqualTo(expected);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void should_refuse_nonsense_in_the_builder_with_its_value() {
        OnnxEmbeddingModel.Builder builder = OnnxEmbeddingModel.named("all-minilm-l6-v2");

        assertThatThrownBy(() -> builder.maxTokens(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is 2");
        assertThatThrownBy(() -> builder.workers(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is 0");
        assertThatThrownBy(() -> builder.modelName(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
