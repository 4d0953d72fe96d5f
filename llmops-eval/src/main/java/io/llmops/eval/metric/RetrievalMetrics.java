package io.llmops.eval.metric;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How good one query's ranking is, measured as trec_eval 9 measures it (NIST; K. Järvelin and J. Kekäläinen, "Cumulated
 * gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, for nDCG). All values are from 0, worst, to 1, best.
 * Immutable.
 *
 * <p>A document is relevant if its grade is 1 or more; one without a judgement is not. Judged documents that were not
 * retrieved, or do not exist, count as missed. Where no document is relevant, every value is 0.
 */
public final class RetrievalMetrics {

    /** Grades of the documents retrieved, by rank. */
    private final int[] grades;
    /** Grades of the relevant documents, best first. */
    private final int[] ideal;

    private RetrievalMetrics(int[] grades, int[] ideal) {
        this.grades = grades;
        this.ideal = ideal;
    }

    /**
     * Measures a ranking.
     *
     * @param ranking ids of documents, best first; where an id is there again, only its first place counts
     * @param judgements grade by id of document; 0 or less is "judged, not relevant"
     */
    public static RetrievalMetrics of(List<String> ranking, Map<String, Integer> judgements) {
        int[] grades = new LinkedHashSet<>(ranking)
                .stream().mapToInt(id -> gain(judgements.getOrDefault(id, 0))).toArray();
        int[] ascending = gains(judgements.values());
        int[] ideal = IntStream.rangeClosed(1, ascending.length)
                .map(i -> ascending[ascending.length - i])
                .toArray();
        return new RetrievalMetrics(grades, ideal);
    }

    private static int gain(int grade) {
        return Math.max(grade, 0);
    }

    private static int[] gains(Collection<Integer> grades) {
        return grades.stream()
                .mapToInt(RetrievalMetrics::gain)
                .filter(g -> g > 0)
                .sorted()
                .toArray();
    }

    /**
     * Normalised discounted cumulated gain of the first {@code k} documents: the sum of grade / log2(rank + 1), over what
     * the best possible ranking of the judged documents would have. trec_eval's {@code ndcg_cut_k}.
     *
     * @throws IllegalArgumentException if {@code k} is below 1
     */
    public double ndcg(int k) {
        checkCut(k);
        double best = discounted(ideal, k);
        return best == 0 ? 0 : discounted(grades, k) / best;
    }

    private static double discounted(int[] gains, int k) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, gains.length); i++) {
            sum += gains[i] * Math.log(2) / Math.log(i + 2);
        }
        return sum;
    }

    /**
     * Average precision: the precision at the rank of each relevant document, 0 for one that was not retrieved, on
     * average. Its mean over queries is MAP. trec_eval's {@code map}.
     */
    public double averagePrecision() {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] > 0) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return ideal.length == 0 ? 0 : sum / ideal.length;
    }

    /**
     * The share of relevant documents that are among the first {@code k}. trec_eval's {@code recall_k}.
     *
     * @throws IllegalArgumentException if {@code k} is below 1
     */
    public double recall(int k) {
        long found = found(k);
        return ideal.length == 0 ? 0 : (double) found / ideal.length;
    }

    /**
     * The share of the first {@code k} ranks that hold a relevant document; ranks that were not filled count as misses.
     * trec_eval's {@code P_k}.
     *
     * @throws IllegalArgumentException if {@code k} is below 1
     */
    public double precision(int k) {
        return (double) found(k) / k;
    }

    /** 1 / rank of the first relevant document, 0 if there is none. Its mean is MRR. trec_eval's {@code recip_rank}. */
    public double reciprocalRank() {
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private long found(int k) {
        checkCut(k);
        return IntStream.of(grades).limit(k).filter(g -> g > 0).count();
    }

    private static void checkCut(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("a cut must be at least 1, but is " + k);
        }
    }
}
