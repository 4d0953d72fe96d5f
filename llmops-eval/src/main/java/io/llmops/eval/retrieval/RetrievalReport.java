package io.llmops.eval.retrieval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.eval.metric.RetrievalMetrics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Means over the queries of a {@link RetrievalEvaluation}, and the time they took. Immutable. */
public final class RetrievalReport {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int queries;
    private final int withoutText;
    private final double ndcgAt10;
    private final double map;
    private final double recallAt10;
    private final double recallAt100;
    private final double mrr;
    private final double p50Millis;
    private final double p99Millis;
    private final double queriesPerSecond;

    RetrievalReport(List<RetrievalMetrics> measured, List<Long> nanos, int judged) {
        this.queries = measured.size();
        this.withoutText = judged - queries;
        this.ndcgAt10 = mean(measured, m -> m.ndcg(10));
        this.map = mean(measured, RetrievalMetrics::averagePrecision);
        this.recallAt10 = mean(measured, m -> m.recall(10));
        this.recallAt100 = mean(measured, m -> m.recall(100));
        this.mrr = mean(measured, RetrievalMetrics::reciprocalRank);
        List<Long> sorted = nanos.stream().sorted().toList();
        this.p50Millis = percentile(sorted, 50) / NANOS_PER_MILLI;
        this.p99Millis = percentile(sorted, 99) / NANOS_PER_MILLI;
        long total = nanos.stream().mapToLong(Long::longValue).sum();
        this.queriesPerSecond = total == 0 ? Double.POSITIVE_INFINITY : queries * NANOS_PER_SECOND / total;
    }

    private static double mean(List<RetrievalMetrics> measured, ToDoubleFunction<RetrievalMetrics> value) {
        return measured.stream().mapToDouble(value).average().orElseThrow();
    }

    /** Nearest rank: the least value that at least so many percent do not exceed. */
    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    /** Queries evaluated. */
    public int queries() {
        return queries;
    }

    /** Queries that have judgements but no text, and so were not run. */
    public int withoutText() {
        return withoutText;
    }

    /** Mean {@link RetrievalMetrics#ndcg(int) nDCG} of the first 10. */
    public double ndcgAt10() {
        return ndcgAt10;
    }

    /** Mean {@link RetrievalMetrics#averagePrecision() average precision}. */
    public double map() {
        return map;
    }

    /** Mean {@link RetrievalMetrics#recall(int) recall} of the first 10. */
    public double recallAt10() {
        return recallAt10;
    }

    /** Mean {@link RetrievalMetrics#recall(int) recall} of the first 100. */
    public double recallAt100() {
        return recallAt100;
    }

    /** Mean {@link RetrievalMetrics#reciprocalRank() reciprocal rank}. */
    public double mrr() {
        return mrr;
    }

    /** Median time of a query, in milliseconds. */
    public double p50Millis() {
        return p50Millis;
    }

    /** The time that 99 % of the queries did not exceed, in milliseconds. */
    public double p99Millis() {
        return p99Millis;
    }

    /** Queries per second of ranking, one after the other; infinite if the clock did not move. */
    public double queriesPerSecond() {
        return queriesPerSecond;
    }

    /** The report as one JSON object, for programs; its fields are named as these methods. */
    public String toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("queries", queries).put("withoutText", withoutText);
        json.put("ndcgAt10", ndcgAt10).put("map", map);
        json.put("recallAt10", recallAt10).put("recallAt100", recallAt100).put("mrr", mrr);
        json.put("p50Millis", p50Millis).put("p99Millis", p99Millis);
        if (Double.isFinite(queriesPerSecond)) {
            json.put("queriesPerSecond", queriesPerSecond);
        }
        return json.toString();
    }

    /** The report in lines, for people. */
    @Override
    public String toString() {
        String missing = withoutText == 0 ? "" : ", and " + withoutText + " judged without text, not run";
        return String.format(
                Locale.ROOT,
                """
                queries     %d%s
                nDCG@10     %.4f
                MAP         %.4f
                recall@10   %.4f
                recall@100  %.4f
                MRR         %.4f
                latency     p50 %.2f ms, p99 %.2f ms
                throughput  %.1f queries/s""",
                queries,
                missing,
                ndcgAt10,
                map,
                recallAt10,
                recallAt100,
                mrr,
                p50Millis,
                p99Millis,
                queriesPerSecond);
    }
}
