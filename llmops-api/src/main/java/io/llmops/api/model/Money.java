package io.llmops.api.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount in one currency. Arithmetic is exact; only {@link #display()} rounds. Two amounts are equal when they
 * are numerically equal in the same currency, whatever their scale.
 *
 * @param amount the amount; its scale is normalised
 * @param currency ISO 4217 code, such as {@code USD} or {@code CNY}
 */
public record Money(BigDecimal amount, String currency) implements Comparable<Money> {

    private static final int DISPLAY_DIGITS = 4;

    /**
     * Checks the currency and normalises the scale.
     *
     * @throws IllegalArgumentException if {@code currency} is no ISO 4217 code
     */
    public Money {
        requireNonNull(amount, "amount");
        requireNonNull(currency, "currency");
        try {
            Currency.getInstance(currency);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + currency + "' is no ISO 4217 currency code", e);
        }
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    /** US dollars, written as a decimal number such as {@code "0.10"}. */
    public static Money usd(String amount) {
        return of(amount, "USD");
    }

    /** Chinese yuan, written as a decimal number. */
    public static Money cny(String amount) {
        return of(amount, "CNY");
    }

    /** An amount of a currency, written as a decimal number. */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    /** Nothing, in that currency. */
    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /**
     * The exact sum.
     *
     * @throws IllegalArgumentException if the currencies differ: sums never mix currencies
     */
    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    /**
     * The exact difference.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    /** The exact product with a count. */
    public Money times(long count) {
        return new Money(amount.multiply(BigDecimal.valueOf(count)), currency);
    }

    /** Compares the amounts. */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    /** For people: at least two and at most as many digits as show {@value #DISPLAY_DIGITS} significant ones, then the currency. */
    public String display() {
        BigDecimal a = amount;
        int wanted = Math.max(2, DISPLAY_DIGITS - a.precision() + a.scale());
        if (a.scale() > wanted) {
            a = a.setScale(wanted, RoundingMode.HALF_UP);
        }
        if (a.scale() < 2) {
            a = a.setScale(2, RoundingMode.UNNECESSARY);
        }
        return a.toPlainString() + " " + currency;
    }

    /** The exact amount and the currency. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }
}
