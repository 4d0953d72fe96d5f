package io.llmops.benchmarks.embedding;

import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** One of the things compared, and what was measured of it. */
final class Side {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final String name;
    private final EmbeddingModel model;
    private final List<Double> textsPerSecond = new ArrayList<>();
    private final List<Double> cpuMillisPerText = new ArrayList<>();

    Side(String name, EmbeddingModel model) {
        this.name = name;
        this.model = model;
    }

    String name() {
        return name;
    }

    List<Embedding> embed(List<TextSegment> texts) {
        return model.embedAll(texts).content();
    }

    void measure(List<TextSegment> texts) {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        embed(texts);
        double seconds = (System.nanoTime() - start) / 1e9;
        textsPerSecond.add(texts.size() / seconds);
        cpuMillisPerText.add((SYSTEM.getProcessCpuTime() - cpu) / 1e6 / texts.size());
    }

    double textsPerSecond() {
        return median(textsPerSecond);
    }

    double cpuMillisPerText() {
        return median(cpuMillisPerText);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
