package io.llmops.eval.retrieval;

import io.llmops.api.exception.DatasetException;
import io.llmops.eval.metric.RetrievalMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Runs judged queries, one after the other, and measures the rankings and the time they take. */
public final class RetrievalEvaluation {

    /** How many documents a ranking is cut to: {@value}. */
    public static final int DEPTH = 100;

    private RetrievalEvaluation() {}

    /**
     * Runs every query that has judgements and a text; others do not count. Documents without a judgement count as not
     * relevant. Of a ranking, the first {@value #DEPTH} documents count.
     *
     * @param queries text by id of query
     * @param qrels judgements
     * @param ranker gives ids of documents, best first, for a query's text; called on this thread
     * @param nanoTime a clock in nanoseconds, such as {@code System::nanoTime}
     * @throws DatasetException if no query has both judgements and a text
     */
    public static RetrievalReport run(
            Map<String, String> queries, Qrels qrels, Function<String, List<String>> ranker, LongSupplier nanoTime) {
        List<RetrievalMetrics> measured = new ArrayList<>();
        List<Long> nanos = new ArrayList<>();
        for (String id : qrels.queries()) {
            String query = queries.get(id);
            if (query == null) {
                continue;
            }
            long start = nanoTime.getAsLong();
            List<String> ranking = ranker.apply(query);
            nanos.add(nanoTime.getAsLong() - start);
            measured.add(RetrievalMetrics.of(ranking.subList(0, Math.min(DEPTH, ranking.size())), qrels.of(id)));
        }
        if (measured.isEmpty()) {
            throw new DatasetException("none of the " + qrels.queries().size() + " judged queries is among the "
                    + queries.size() + " queries given; check that both files are of one collection");
        }
        return new RetrievalReport(measured, nanos, qrels.queries().size());
    }
}
