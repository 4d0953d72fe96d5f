package io.llmops.rag.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.rag.index.Hit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankFusionTest {

    @Test
    void should_add_up_the_inverse_ranks_from_both_rankings() {
        // b: 1/62 + 1/61 beats a: 1/61 + 1/64 and d: 1/62; c, third and only in one, is last.
        assertThat(fuse(List.of("a", "b", "c"), List.of("b", "d", "e", "a")))
                .startsWith("b", "a", "d")
                .endsWith("c", "e");
    }

    @Test
    void should_prefer_the_earlier_ranking_among_equals() {
        assertThat(fuse(List.of("a"), List.of("b"))).containsExactly("a", "b");
    }

    @Test
    void should_fuse_nothing_to_nothing() {
        assertThat(fuse(List.of(), List.of())).isEmpty();
    }

    private static List<String> fuse(List<String> first, List<String> second) {
        List<List<Hit>> rankings = Stream.of(first, second)
                .map(ids -> ids.stream()
                        .map(id -> new Hit(id, "d", 0, "x", Map.of(), 0.5))
                        .toList())
                .toList();
        return RankFusion.fuse(rankings).stream().map(Hit::id).toList();
    }
}
