package io.llmops.eval.experiment;

import java.util.Locale;

/**
 * The second subject's share of good rows less the first one's, over the same rows, with its 95 % interval and a test.
 *
 * <p>The interval is method 10 of R. G. Newcombe, "Improved confidence intervals for the difference between binomial
 * proportions based on paired data", Statistics in Medicine 17, 1998: Wilson's intervals of both shares, squared and added
 * with regard to the correlation of the pairs. The test is the exact form of Q. McNemar's, "Note on the sampling error of
 * the difference between correlated proportions or percentages", Psychometrika 12, 1947: were both equally good, the rows
 * in which just one is good would fall like a fair coin.
 *
 * @param bothGood rows in which both are good
 * @param onlyFirst rows in which only the first is good
 * @param onlySecond rows in which only the second is good
 * @param neither rows in which neither is good
 */
public record Difference(long bothGood, long onlyFirst, long onlySecond, long neither) {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Difference {
        if (bothGood < 0 || onlyFirst < 0 || onlySecond < 0 || neither < 0) {
            throw new IllegalArgumentException("counts of rows must not be negative, but are " + bothGood + ", "
                    + onlyFirst + ", " + onlySecond + ", " + neither);
        }
    }

    /** Rows compared. */
    public long rows() {
        return bothGood + onlyFirst + onlySecond + neither;
    }

    /** The difference, from -1 to 1; {@link Double#NaN} if no rows were compared. */
    public double value() {
        return (double) (onlySecond - onlyFirst) / rows();
    }

    /** Lower end of the interval; -1 if no rows were compared. */
    public double low() {
        return rows() == 0 ? -1 : Math.max(-1, value() - reach(second(), first()));
    }

    /** Upper end of the interval; 1 if no rows were compared. */
    public double high() {
        return rows() == 0 ? 1 : Math.min(1, value() + reach(first(), second()));
    }

    private Proportion first() {
        return new Proportion(bothGood + onlyFirst, rows());
    }

    private Proportion second() {
        return new Proportion(bothGood + onlySecond, rows());
    }

    /** How far the difference reaches if one share is as low, and the other as high, as its interval allows. */
    private double reach(Proportion lower, Proportion upper) {
        double down = lower.value() - lower.low();
        double up = upper.high() - upper.value();
        return Math.sqrt(Math.max(0, (down * down + up * up) - 2 * correlation() * (down * up)));
    }

    /** The pairs' phi coefficient, a positive one corrected for continuity; 0 where it is not defined. */
    private double correlation() {
        // As doubles, since products of four counts may not fit a long; grouped so that swapping the subjects changes
        // no bit.
        double marginals = ((double) (bothGood + onlyFirst) * (onlySecond + neither))
                * ((double) (bothGood + onlySecond) * (onlyFirst + neither));
        if (marginals == 0) {
            return 0;
        }
        double determinant = (double) bothGood * neither - (double) onlyFirst * onlySecond;
        double corrected = determinant > 0 ? Math.max(0, determinant - rows() / 2.0) : determinant;
        return corrected / Math.sqrt(marginals);
    }

    /**
     * How likely a difference at least as uneven is if both subjects are equally good: the exact two-sided McNemar test,
     * twice the lower tail of a binomial distribution of the rows in which just one is good; 1 if there are none.
     */
    public double pValue() {
        long few = Math.min(onlyFirst, onlySecond);
        long all = onlyFirst + onlySecond;
        // Terms are summed relative to the largest, since 0.5^n leaves the range of double where n is above 1,074.
        double logLargest = -all * Math.log(2);
        for (long i = 1; i <= few; i++) {
            logLargest += Math.log((double) (all - few + i) / i);
        }
        double sum = 0;
        double term = 1;
        for (long i = few; i >= 0; i--) {
            sum += term;
            term *= (double) i / (all - i + 1);
        }
        return Math.min(1, 2 * sum * Math.exp(logLargest));
    }

    /** Such as {@code +0.25 [0.05, 0.41], p = 0.031}; {@code no rows} if none were compared. */
    @Override
    public String toString() {
        if (rows() == 0) {
            return "no rows";
        }
        String p = pValue() < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", pValue());
        return String.format(Locale.ROOT, "%+.2f [%.2f, %.2f], %s", value(), low(), high(), p);
    }
}
