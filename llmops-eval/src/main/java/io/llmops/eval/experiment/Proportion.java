package io.llmops.eval.experiment;

import java.util.Locale;

/**
 * A share of rows, with its 95 % interval: E. B. Wilson's score interval, "Probable Inference, the Law of Succession, and
 * Statistical Inference", Journal of the American Statistical Association 22(158), 1927. Unlike the textbook's p &plusmn;
 * 1.96 s it stays within 0 to 1 and keeps a width where all or none of the rows count. With p the share, n the rows and z
 * = 1.96 it is (p + z&sup2;/2n &plusmn; z &radic;(p(1&minus;p)/n + z&sup2;/4n&sup2;)) / (1 + z&sup2;/n).
 *
 * @param count rows that count
 * @param total all rows
 */
public record Proportion(long count, long total) {

    /** The 97.5 % point of the normal distribution: its interval of +- z holds 95 %. */
    static final double Z = 1.959963984540054;

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if {@code count} is not from 0 to {@code total}
     */
    public Proportion {
        if (count < 0 || count > total) {
            throw new IllegalArgumentException("a count must be from 0 to the total, but is " + count + " of " + total);
        }
    }

    /** The share, from 0 to 1; {@link Double#NaN} if there are no rows. */
    public double value() {
        return (double) count / total;
    }

    /** Lower end of the interval; 0 if there are no rows. */
    public double low() {
        return count == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** Upper end of the interval; 1 if there are no rows. */
    public double high() {
        return count == total ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return (value() + Z * Z / (2.0 * total)) / (1 + Z * Z / total);
    }

    private double halfWidth() {
        double p = value();
        double n = total;
        return Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    }

    /** Such as {@code 0.83 [0.75, 0.89]}; {@code no rows} if there are none. */
    @Override
    public String toString() {
        return total == 0 ? "no rows" : String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", value(), low(), high());
    }
}
