package io.llmops.core.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How the best passages of questions are distributed over the scores from 0 to 1. A question without any passage counts
 * with 0.
 *
 * @param counts questions by tenths: the first is [0, 0.1), the last [0.9, 1]; ten of them
 * @param mean of the scores; empty where there is no question
 * @param p10 a tenth of the scores is at most this (nearest rank); empty where there is no question
 * @param median half of the scores are at most this (nearest rank); empty where there is no question
 * @param p90 nine tenths of the scores are at most this (nearest rank); empty where there is no question
 */
public record Relevance(
        List<Long> counts, OptionalDouble mean, OptionalDouble p10, OptionalDouble median, OptionalDouble p90) {

    /** Into so many parts of equal width the scores are cut: {@value}. */
    public static final int BINS = 10;

    /** Drift below this is none to speak of (Siddiqi, Credit Risk Scorecards, 2006): {@value}. */
    public static final double DRIFT_SMALL = 0.1;

    /** Drift above this is large (the same source): {@value}. */
    public static final double DRIFT_LARGE = 0.25;

    /** Copies the list. */
    public Relevance {
        counts = List.copyOf(counts);
    }

    static Relevance of(double[] scores) {
        long[] counts = new long[BINS];
        for (double score : scores) {
            counts[Math.max(0, Math.min(BINS - 1, (int) Math.floor(score * BINS)))]++;
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return new Relevance(
                Arrays.stream(counts).boxed().toList(),
                Arrays.stream(scores).average(),
                quantile(sorted, 0.1),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9));
    }

    /** Questions that were looked at. */
    public long questions() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The population stability index from another distribution to this one: the sum of {@code (a - e) ln(a / e)} over the
     * tenths, where {@code a} is a tenth's share here and {@code e} there (Siddiqi, Credit Risk Scorecards, 2006). Half a
     * question is added to each tenth, so that empty ones have a logarithm. Few questions make it large by chance alone.
     *
     * @return 0 where both are alike; empty where either has no question
     */
    public OptionalDouble driftFrom(Relevance before) {
        double here = questions() + BINS / 2.0;
        double there = before.questions() + BINS / 2.0;
        if (questions() == 0 || before.questions() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(IntStream.range(0, BINS)
                .mapToDouble(i -> {
                    double a = (counts.get(i) + 0.5) / here;
                    double e = (before.counts.get(i) + 0.5) / there;
                    return (a - e) * Math.log(a / e);
                })
                .sum());
    }

    private static OptionalDouble quantile(double[] sorted, double share) {
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]);
    }
}
