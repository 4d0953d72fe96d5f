package io.llmops.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    /** 8/10 by hand; the others are the score method's examples in Newcombe, Statistics in Medicine 17, 1998, p. 861. */
    @ParameterizedTest
    @CsvSource({
        "8, 10, 0.4902, 0.9433",
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "29, 29, 0.8830, 1.0000"
    })
    void should_give_wilsons_interval(long count, long total, double low, double high) {
        Proportion share = new Proportion(count, total);

        assertThat(share.low()).isEqualTo(low, within(0.00005));
        assertThat(share.high()).isEqualTo(high, within(0.00005));
    }

    @Test
    void should_say_that_there_are_no_rows_instead_of_a_share() {
        Proportion none = new Proportion(0, 0);

        assertThat(none.value()).isNaN();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(1);
        assertThat(none).hasToString("no rows");
    }

    @Test
    void should_print_a_share_with_its_interval() {
        assertThat(new Proportion(83, 100)).hasToString("0.83 [0.74, 0.89]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(3, 2))
                .withMessageContaining("3 of 2");
    }

    /**
     * Published examples of the method, their counts turned so that the second subject is the better one: Newcombe 1998
     * (36, 12, 2, 0); Altman et al., "Statistics with Confidence", 2000 (14, 5, 0, 22); Bentur et al. 2009, in Fagerland,
     * Lydersen and Laake, BMC Medical Research Methodology 14, 2014 (1, 1, 7, 12).
     */
    @ParameterizedTest
    @CsvSource({"36, 2, 12, 0, 0.0569, 0.3404", "14, 0, 5, 22, 0.0115, 0.2265", "1, 1, 7, 12, 0.0256, 0.5069"})
    void should_give_newcombes_interval_of_a_paired_difference(
            long both, long onlyFirst, long onlySecond, long neither, double low, double high) {
        Difference d = new Difference(both, onlyFirst, onlySecond, neither);

        assertThat(d.low()).isEqualTo(low, within(0.00005));
        assertThat(d.high()).isEqualTo(high, within(0.00005));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 6, 0.03125",
        "6, 0, 0.03125",
        "0, 5, 0.0625",
        "1, 7, 0.0703125",
        "3, 3, 1",
        "0, 0, 1",
        "2, 12, 0.012939453125"
    })
    void should_test_the_rows_in_which_one_is_good(long onlyFirst, long onlySecond, double p) {
        assertThat(new Difference(10, onlyFirst, onlySecond, 10).pValue()).isEqualTo(p, within(1e-14));
    }

    @Test
    void should_test_more_rows_than_powers_of_two_that_a_double_holds() {
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = BigInteger.ONE;
        for (int i = 0; i <= 1400; i++) {
            sum = sum.add(term);
            term = term.multiply(BigInteger.valueOf(3000 - i)).divide(BigInteger.valueOf(i + 1));
        }
        double exact = new BigDecimal(sum.shiftLeft(1))
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(3000)), MathContext.DECIMAL64)
                .doubleValue();

        assertThat(new Difference(0, 1400, 1600, 0).pValue()).isEqualTo(exact, within(exact * 1e-9));
    }

    @Test
    void should_turn_every_sign_exactly_when_the_subjects_are_swapped() {
        for (long n = 0; n < 6 * 6 * 6 * 6; n++) {
            long a = n % 6;
            long b = n / 6 % 6;
            long c = n / 36 % 6;
            long d = n / 216 % 6;
            Difference one = new Difference(a * 7, b, c * 3, d);
            Difference other = new Difference(a * 7, c * 3, b, d);

            assertThat(other.low()).isEqualTo(0.0 - one.high());
            assertThat(other.high()).isEqualTo(0.0 - one.low());
            assertThat(other.pValue()).isEqualTo(one.pValue());
        }
    }

    @Test
    void should_keep_the_interval_within_its_bounds_and_round_the_value() {
        for (long n = 1; n < 5 * 5 * 5 * 5; n++) {
            Difference d = new Difference(n % 5, n / 5 % 5, n / 25 % 5, n / 125 % 5);

            assertThat(d.low()).isBetween(-1.0, d.value());
            assertThat(d.high()).isBetween(d.value(), 1.0);
        }
    }

    @Test
    void should_print_a_difference_with_its_interval_and_p() {
        assertThat(new Difference(10, 0, 6, 8)).hasToString("+0.25 [0.05, 0.41], p = 0.031");
        assertThat(new Difference(10, 20, 0, 8).toString())
                .startsWith("-0.53 [")
                .endsWith(", p < 0.001");
        assertThat(new Difference(0, 0, 0, 0)).hasToString("no rows");
    }
}
