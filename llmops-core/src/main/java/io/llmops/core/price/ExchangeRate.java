package io.llmops.core.price;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one unit of a currency is worth in another, on a day.
 *
 * @param from the currency that is converted
 * @param to the currency that it becomes
 * @param rate units of {@code to} for one of {@code from}
 * @param date the day on which it held
 */
public record ExchangeRate(String from, String to, BigDecimal rate, LocalDate date) {

    /**
     * Checks all of it.
     *
     * @throws IllegalArgumentException if a currency is no ISO 4217 code, both are the same, or the rate is not positive
     */
    public ExchangeRate {
        requireNonNull(date, "date");
        if (Money.zero(from).currency().equals(Money.zero(to).currency())) {
            throw new IllegalArgumentException("a rate is between two currencies, but both are " + from);
        }
        if (requireNonNull(rate, "rate").signum() <= 0) {
            throw new IllegalArgumentException("a rate must be positive, but " + from + " to " + to + " is " + rate);
        }
    }

    Money convert(Money money) {
        return new Money(money.amount().multiply(rate), to);
    }
}
