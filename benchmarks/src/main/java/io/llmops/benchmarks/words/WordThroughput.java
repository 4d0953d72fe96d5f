package io.llmops.benchmarks.words;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import io.llmops.core.guard.SensitiveWords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Finds the words of a large lexicon in a text: {@link SensitiveWords}, with all normalisation, beside
 * AhoCorasickDoubleArrayTrie of com.hankcs, which compares characters exactly. Sides run in turn in one process, and are compared by the CPU time of their
 * thread, which other work on the machine lengthens less.
 */
public final class WordThroughput {

    private static final int WORDS = Integer.getInteger("words", 50_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 60);
    private static final int MEGABYTES = Integer.getInteger("megabytes", 100);
    private static final String FILE = System.getProperty("file", "");
    private static final String LEXICONS = System.getProperty("lexicons", "");
    private static final double MILLION = 1e6;
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private WordThroughput() {}

    /**
     * Runs it; {@code -Dlexicons=} takes files of words, separated by commas, and {@code -Dfile=} a text.
     *
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        SampleWords sample = new SampleWords(7);
        List<Path> files = LEXICONS.isEmpty()
                ? List.of()
                : Arrays.stream(LEXICONS.split(",")).map(Path::of).toList();
        List<String> words = sample.words(WORDS, files);
        SensitiveWords ours = builds(words);
        AhoCorasickDoubleArrayTrie<String> peer = peerBuilds(words);
        String text = FILE.isEmpty() ? sample.text(750_000, words, false) : Files.readString(Path.of(FILE));
        compare("text", text, ours, peer);
        compare("same text without line ends", text.replace('\n', ' '), ours, peer);
        linear(sample, words, ours);
    }

    private static SensitiveWords builds(List<String> words) {
        SensitiveWords built = SensitiveWords.builder().build();
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            SensitiveWords.Builder builder = SensitiveWords.builder();
            words.forEach(word -> builder.word(word, "sample"));
            built = builder.build();
            System.out.printf(
                    "llmops builds %,d words in %,d ms%n", built.size(), (System.nanoTime() - start) / 1_000_000);
        }
        return built;
    }

    private static AhoCorasickDoubleArrayTrie<String> peerBuilds(List<String> words) {
        AhoCorasickDoubleArrayTrie<String> built = new AhoCorasickDoubleArrayTrie<>();
        TreeMap<String, String> map = new TreeMap<>();
        words.forEach(word -> map.put(word.toLowerCase(Locale.ROOT), word));
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            built = new AhoCorasickDoubleArrayTrie<>();
            built.build(map);
            System.out.printf(
                    "hankcs builds %,d words in %,d ms%n", map.size(), (System.nanoTime() - start) / 1_000_000);
        }
        return built;
    }

    private static void compare(
            String what, String text, SensitiveWords ours, AhoCorasickDoubleArrayTrie<String> peer) {
        ToIntFunction<String> find = t -> ours.find(t).size();
        ToIntFunction<String> parse = t -> {
            int[] hits = {0};
            AhoCorasickDoubleArrayTrie.IHit<String> count = (begin, end, word) -> hits[0]++;
            peer.parseText(t, count);
            return hits[0];
        };
        double bytes = text.getBytes(StandardCharsets.UTF_8).length;
        double[] our = new double[ROUNDS];
        double[] their = new double[ROUNDS];
        int hits = 0;
        int peerHits = 0;
        for (int round = -40; round < ROUNDS; round++) {
            long start = THREAD.getCurrentThreadCpuTime();
            hits = find.applyAsInt(text);
            long middle = THREAD.getCurrentThreadCpuTime();
            peerHits = parse.applyAsInt(text);
            long end = THREAD.getCurrentThreadCpuTime();
            if (round >= 0) {
                our[round] = bytes / MILLION / ((middle - start) / 1e9);
                their[round] = bytes / MILLION / ((end - middle) / 1e9);
            }
        }
        Arrays.sort(our);
        Arrays.sort(their);
        System.out.printf("%s: %.2f MB of UTF-8, %,d characters%n", what, bytes / MILLION, text.length());
        System.out.printf(
                "  llmops, all normalisation  median %6.1f MB/s  best %6.1f  %,d matches%n",
                our[ROUNDS / 2], our[ROUNDS - 1], hits);
        System.out.printf(
                "  hankcs, exact              median %6.1f MB/s  best %6.1f  %,d hits, overlapping ones too%n",
                their[ROUNDS / 2], their[ROUNDS - 1], peerHits);
        System.out.printf(
                "  llmops over hankcs         median %6.2fx      best %6.2fx%n",
                our[ROUNDS / 2] / their[ROUNDS / 2], our[ROUNDS - 1] / their[ROUNDS - 1]);
    }

    private static void linear(SampleWords sample, List<String> words, SensitiveWords ours) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size <= MEGABYTES; size *= 10) {
            sizes.add(size);
        }
        String part = sample.text(700_000, words, true);
        for (int size : sizes) {
            String text = part.repeat(size);
            double bytes = text.getBytes(StandardCharsets.UTF_8).length;
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                ours.find(text);
                best = Math.min(best, System.nanoTime() - start);
            }
            System.out.printf("one line of %6.1f MB: %6.1f MB/s%n", bytes / MILLION, bytes / MILLION / (best / 1e9));
        }
    }
}
