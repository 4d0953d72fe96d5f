package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BM25 on CACM: 3,204 abstracts, 52 judged questions. Anserini, with the same k1 and b, reaches a MAP of 0.3123. */
class KeywordQualityTest {

    private static final Pattern TOPIC = Pattern.compile("<DOCNO>\\s*(\\d+)\\s*</DOCNO>(.*?)</DOC>", Pattern.DOTALL);

    private final Path directory;

    KeywordQualityTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_rank_as_well_as_the_reference_on_cacm() throws IOException {
        String root = System.getProperty("llmops.testdata", "");
        Assumptions.assumeFalse(root.isBlank(), "needs -Dllmops.testdata=<directory of test data>");
        Path data = Path.of(root, "retrieval-cacm");
        try (ChunkIndex index = ChunkIndex.open(directory, IndexSettings.KEYWORD_ONLY)) {
            indexAll(index, data.resolve("cacm.tar.gz"));
            assertThat(index.size()).isEqualTo(3_204);
            double map = meanAveragePrecision(index, topics(data), judgements(data));
            System.out.printf("CACM: MAP %.4f%n", map);
            assertThat(map).isGreaterThanOrEqualTo(0.31);
        }
    }

    private static double meanAveragePrecision(
            ChunkIndex index, Map<String, String> topics, Map<String, Set<String>> judgements) {
        double sum = 0;
        for (Map.Entry<String, Set<String>> judged : judgements.entrySet()) {
            List<Hit> hits = index.keyword(topics.getOrDefault(judged.getKey(), ""), 1_000);
            int found = 0;
            double precisions = 0;
            for (int i = 0; i < hits.size(); i++) {
                if (judged.getValue().contains(hits.get(i).document())) {
                    precisions += (double) ++found / (i + 1);
                }
            }
            sum += precisions / judged.getValue().size();
        }
        return sum / judgements.size();
    }

    private static Map<String, String> topics(Path data) throws IOException {
        Map<String, String> topics = new HashMap<>();
        Matcher topic = TOPIC.matcher(Files.readString(data.resolve("topics.cacm.txt")));
        while (topic.find()) {
            topics.put(topic.group(1), topic.group(2));
        }
        return topics;
    }

    private static Map<String, Set<String>> judgements(Path data) throws IOException {
        Map<String, Set<String>> judgements = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("qrels.cacm.txt"))) {
            String[] columns = line.trim().split("\\s+");
            if (columns.length == 4 && !columns[3].equals("0")) {
                judgements.computeIfAbsent(columns[0], t -> new HashSet<>()).add(columns[2]);
            }
        }
        return judgements;
    }

    private static void indexAll(ChunkIndex index, Path archive) throws IOException {
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            byte[] header = in.readNBytes(512);
            while (header.length == 512 && header[0] != 0) {
                String name = new String(header, 0, 100, StandardCharsets.US_ASCII).trim();
                int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII).trim(), 8);
                String html = new String(in.readNBytes(size), StandardCharsets.ISO_8859_1);
                in.skipNBytes((512 - size % 512) % 512);
                if (name.endsWith(".html")) {
                    String document = name.substring(name.lastIndexOf('/') + 1, name.length() - ".html".length());
                    Chunks.put(index, document, "1", html.replaceAll("<[^>]*>", " "));
                }
                header = in.readNBytes(512);
            }
        }
        index.commit();
    }
}
