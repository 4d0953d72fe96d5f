package io.llmops.benchmarks.embedding;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import io.llmops.onnx.OnnxEmbeddingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Embeds the same texts with llmops-onnx and with LangChain4j's in-process models: the same jars, the same cut at 128
 * tokens (which LangChain4j's tokenizer has and cannot change), the same process, one {@code embedAll} a round, the
 * sides in turn. Other work on the machine so hits all sides alike; medians of the rounds and their ratios are printed.
 *
 * <p>System properties: {@code texts} (how many of each kind, 200), {@code rounds} (7), {@code file} (one text a line,
 * in place of generated questions of 5 to 15 words and passages of 20 to 100).
 */
public final class EmbeddingThroughput {

    /** The cut that LangChain4j's models have. */
    private static final int CUT = 128;

    private EmbeddingThroughput() {}

    /** Runs the comparison; arguments are ignored. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.getInteger("texts", 200);
        int rounds = Integer.getInteger("rounds", 7);
        String file = System.getProperty("file");
        System.out.printf(
                "%d rounds, %d processors, Java %s%n",
                rounds, Runtime.getRuntime().availableProcessors(), Runtime.version());
        if (file != null) {
            run(file, Passages.read(Path.of(file), count), rounds);
        } else {
            run("questions", Passages.generate(count, 5, 15), rounds);
            run("passages", Passages.generate(count, 20, 100), rounds);
        }
    }

    private static void run(String kind, List<TextSegment> texts, int rounds) {
        try (OnnxEmbeddingModel exact = OnnxEmbeddingModel.named("all-minilm-l6-v2")
                        .maxTokens(CUT)
                        .build();
                OnnxEmbeddingModel quantised = OnnxEmbeddingModel.named("all-minilm-l6-v2-q")
                        .maxTokens(CUT)
                        .build()) {
            List<Side> sides = List.of(
                    new Side("langchain4j fp32", new AllMiniLmL6V2EmbeddingModel()),
                    new Side("llmops fp32", exact),
                    new Side("langchain4j int8", new AllMiniLmL6V2QuantizedEmbeddingModel()),
                    new Side("llmops int8", quantised));
            describe(kind, texts, exact);
            agree(sides.get(0), sides.get(1), texts);
            agree(sides.get(2), sides.get(3), texts);
            for (int round = 0; round < rounds; round++) {
                sides.forEach(side -> side.measure(texts));
            }
            compare(sides.get(0), sides.get(1));
            compare(sides.get(2), sides.get(3));
        }
    }

    private static void describe(String kind, List<TextSegment> texts, OnnxEmbeddingModel model) {
        int tokens =
                requireNonNull(model.embedAll(texts).tokenUsage(), "tokenUsage").inputTokenCount();
        System.out.printf(
                "%n%s: %d texts of %d tokens in the mean, %d of them cut at %d%n",
                kind, texts.size(), tokens / texts.size(), model.truncatedTexts(), CUT);
    }

    /** Both sides must have read the same text; this also warms them up. */
    private static void agree(Side peer, Side ours, List<TextSegment> texts) {
        List<Embedding> theirs = peer.embed(texts);
        List<Embedding> mine = ours.embed(texts);
        double least = IntStream.range(0, texts.size())
                .mapToDouble(i -> CosineSimilarity.between(theirs.get(i), mine.get(i)))
                .min()
                .orElseThrow();
        System.out.printf(
                "%s and %s: least cosine between their vectors of one text %.5f%n", peer.name(), ours.name(), least);
    }

    private static void compare(Side peer, Side ours) {
        for (Side side : List.of(peer, ours)) {
            System.out.printf(
                    "%-17s %8.1f texts/s %8.2f CPU ms/text%n",
                    side.name(), side.textsPerSecond(), side.cpuMillisPerText());
        }
        System.out.printf(
                "%-17s %8.2fx texts/s %7.2fx CPU%n",
                "ratio",
                ours.textsPerSecond() / peer.textsPerSecond(),
                ours.cpuMillisPerText() / peer.cpuMillisPerText());
    }
}
