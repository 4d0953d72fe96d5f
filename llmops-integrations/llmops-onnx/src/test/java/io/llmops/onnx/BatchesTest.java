package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final long SEED = 20261124;

    @Test
    void should_place_each_text_once_within_both_limits() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int[] lengths = random.ints(random.nextInt(100), 1, 2000).toArray();

            List<List<Integer>> plan = Batches.plan(lengths, 1 + random.nextInt(8));

            assertThat(plan.stream().flatMap(List::stream))
                    .as("seed %d, round %d", SEED, round)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, lengths.length).boxed().toList());
            for (List<Integer> batch : plan) {
                int longest = batch.stream().mapToInt(i -> lengths[i]).max().orElseThrow();
                assertThat(batch.size() == 1 || batch.size() * longest <= Batches.MAX_TOKENS)
                        .as("seed %d, %d rows of %d tokens", SEED, batch.size(), longest)
                        .isTrue();
                assertThat(batch).hasSizeLessThanOrEqualTo(Batches.MAX_ROWS);
            }
        }
    }

    @Test
    void should_keep_like_lengths_together_with_the_longest_first() {
        assertThat(Batches.plan(new int[] {3, 60, 4, 64, 5, 55}, 2))
                .containsExactly(List.of(3, 1, 5), List.of(4, 2, 0));
    }

    @Test
    void should_not_pad_short_texts_to_a_long_one() {
        assertThat(Batches.plan(new int[] {20, 90, 21}, 1)).containsExactly(List.of(1), List.of(2, 0));
    }

    @Test
    void should_give_every_worker_a_share_of_a_few_texts() {
        assertThat(Batches.plan(new int[] {5, 5, 5, 5}, 2)).hasSize(2);
    }

    @Test
    void should_plan_nothing_for_nothing() {
        assertThat(Batches.plan(new int[0], 2)).isEmpty();
    }
}
