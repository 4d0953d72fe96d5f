package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the models do here what they do elsewhere: a wrong cut, pooling or tokenizer shows in these figures. */
class PublishedFiguresTest {

    private static final double TOLERANCE = 0.002;
    private static final int DEPTH = 10;

    private final String data = System.getProperty("llmops.testdata", "");

    @BeforeEach
    void needData() {
        assumeTrue(!data.isBlank(), "no real data: give -Dllmops.testdata=DIRECTORY");
    }

    /** XQuAD (Artetxe et al., 2020): 240 passages, each question looks for the passage that it was asked about. */
    @ParameterizedTest
    @CsvSource({"en, 0.9436", "zh, 0.2423"})
    void should_reach_the_published_ndcg_on_xquad(String language, double published) throws IOException {
        Path file = Path.of(data, "retrieval-xquad", "xquad." + language + ".json");
        List<String> passages = new ArrayList<>();
        Map<String, Integer> questions = new LinkedHashMap<>();
        for (JsonNode article : new ObjectMapper().readTree(file.toFile()).get("data")) {
            for (JsonNode paragraph : article.get("paragraphs")) {
                for (JsonNode qa : paragraph.get("qas")) {
                    questions.putIfAbsent(qa.get("question").asText(), passages.size());
                }
                passages.add(paragraph.get("context").asText());
            }
        }
        assertThat(passages).hasSize(240);
        try (OnnxEmbeddingModel model =
                OnnxEmbeddingModel.named("all-minilm-l6-v2").build()) {
            List<float[]> index = Vectors.all(model, passages);
            List<float[]> asked = Vectors.all(model, List.copyOf(questions.keySet()));
            List<Integer> wanted = List.copyOf(questions.values());

            double ndcg = IntStream.range(0, asked.size())
                    .mapToDouble(i -> gain(index, asked.get(i), wanted.get(i)))
                    .average()
                    .orElseThrow();

            System.out.printf("XQuAD %s: nDCG@10 %.4f over %d questions%n", language, ndcg, asked.size());
            assertThat(ndcg).isCloseTo(published, within(TOLERANCE));
        }
    }

    /** nDCG@10 with one relevant passage: 1 / log2(rank + 1), 0 below rank 10 (Järvelin and Kekäläinen, 2002). */
    private static double gain(List<float[]> index, float[] question, int wanted) {
        double score = Vectors.cosine(index.get(wanted), question);
        long better = index.stream()
                .filter(passage -> Vectors.cosine(passage, question) > score)
                .count();
        return better < DEPTH ? Math.log(2) / Math.log(better + 2.0) : 0;
    }

    /** STS-B in Chinese (CNSD), development part. */
    @Test
    void should_reach_the_published_rank_correlation_on_chinese_similarity() throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of(data, "sts-zh", "sts-b-dev.txt")).stream()
                .map(line -> line.split("\t", -1))
                .toList();
        try (OnnxEmbeddingModel model =
                OnnxEmbeddingModel.named("bge-small-zh-v1.5").build()) {
            List<float[]> left =
                    Vectors.all(model, rows.stream().map(row -> row[0]).toList());
            List<float[]> right =
                    Vectors.all(model, rows.stream().map(row -> row[1]).toList());
            double[] cosine = IntStream.range(0, rows.size())
                    .mapToDouble(i -> Vectors.cosine(left.get(i), right.get(i)))
                    .toArray();
            double[] people =
                    rows.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray();

            double spearman = pearson(ranks(cosine), ranks(people));

            System.out.printf("STS-B zh dev: Spearman %.4f over %d pairs%n", spearman, rows.size());
            assertThat(spearman).isCloseTo(0.8056, within(TOLERANCE));
        }
    }

    /** Ranks, with the mean rank for ties. */
    private static double[] ranks(double[] values) {
        List<Integer> order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .toList();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.size(); ) {
            int to = from;
            while (to < order.size() && values[order.get(to)] == values[order.get(from)]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order.get(i)] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double pearson(double[] a, double[] b) {
        double meanA =
                IntStream.range(0, a.length).mapToDouble(i -> a[i]).average().orElseThrow();
        double meanB =
                IntStream.range(0, b.length).mapToDouble(i -> b[i]).average().orElseThrow();
        double together = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            together += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return together / Math.sqrt(squaresA * squaresB);
    }
}
