package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.RelevanceScore;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorScanTest {

    private static final long SEED = 7;
    private static final int DIMENSION = 37;

    private final Path directory;

    VectorScanTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_find_what_comparing_one_by_one_finds_through_many_changes() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Map<String, float[]> expected = new HashMap<>();
        try (ChunkIndex index = ChunkIndex.open(directory, new IndexSettings("random", DIMENSION))) {
            for (int round = 0; round < 12; round++) {
                for (int i = 0; i < 150; i++) {
                    String document = "d" + random.nextInt(700);
                    if (random.nextInt(5) == 0) {
                        index.remove(document);
                        expected.remove(document);
                    } else {
                        float[] vector = randomVector(random);
                        index.replace(
                                document,
                                "1",
                                Map.of(),
                                List.of(new Chunk(document, document, 0, "x", Map.of(), vector)));
                        expected.put(document, vector);
                    }
                }
                index.commit();
                assertSame(index, expected, randomVector(random), 1 + random.nextInt(60));
            }
            assertSame(index, expected, randomVector(random), 10_000);
            assertThat(index.size()).isEqualTo(expected.size());
        }
    }

    private static void assertSame(ChunkIndex index, Map<String, float[]> expected, float[] query, int k) {
        List<Hit> hits = index.vector(query, k);
        List<Double> scores = expected.values().stream()
                .map(v -> RelevanceScore.fromCosineSimilarity(
                        CosineSimilarity.between(Embedding.from(v), Embedding.from(query))))
                .sorted(Comparator.reverseOrder())
                .limit(k)
                .toList();
        assertThat(hits).hasSameSizeAs(scores);
        for (int i = 0; i < hits.size(); i++) {
            assertThat(hits.get(i).score()).isEqualTo(scores.get(i), offset(1e-5));
            float[] vector = expected.get(hits.get(i).document());
            assertThat(RelevanceScore.fromCosineSimilarity(
                            CosineSimilarity.between(Embedding.from(vector), Embedding.from(query))))
                    .isEqualTo(hits.get(i).score(), offset(1e-5));
        }
    }

    private static float[] randomVector(Random random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
