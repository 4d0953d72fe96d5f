package io.llmops.core.budget;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * A hard limit on money: a call that could overshoot it is refused before it is made. Immutable.
 *
 * @see BudgetMeter
 */
public final class Budget {

    /** Over which time a budget is spent. */
    public enum Period {
        /** From midnight to midnight in the budget's zone. */
        DAY,
        /** From the first of a month to the next. */
        MONTH,
        /** As long as the {@code LlmOps} lives. */
        TOTAL
    }

    private final Money limit;
    private final Period period;
    private final ZoneId zone;

    private Budget(Money limit, Period period, ZoneId zone) {
        if (limit.amount().signum() <= 0) {
            throw new IllegalArgumentException("a budget must be positive, but is " + limit);
        }
        this.limit = limit;
        this.period = requireNonNull(period, "period");
        this.zone = zone;
    }

    /**
     * So much a day, cut at midnight UTC unless {@link #zone(ZoneId)} says otherwise.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget perDay(Money limit) {
        return of(limit, Period.DAY);
    }

    /**
     * So much a calendar month.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget perMonth(Money limit) {
        return of(limit, Period.MONTH);
    }

    /**
     * So much in all.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget total(Money limit) {
        return of(limit, Period.TOTAL);
    }

    /**
     * So much a period.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget of(Money limit, Period period) {
        return new Budget(requireNonNull(limit, "limit"), period, ZoneOffset.UTC);
    }

    /** A copy whose days and months are cut in that zone. */
    public Budget zone(ZoneId zone) {
        return new Budget(limit, period, requireNonNull(zone, "zone"));
    }

    /** The limit. */
    public Money limit() {
        return limit;
    }

    /** Over which time it is spent. */
    public Period period() {
        return period;
    }

    /** Where days and months are cut. */
    public ZoneId zone() {
        return zone;
    }

    /** Names the period that an instant falls into; a new name is a new period. */
    String window(java.time.Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        return switch (period) {
            case DAY -> LocalDate.from(at).toString();
            case MONTH -> YearMonth.from(at).toString();
            case TOTAL -> "total";
        };
    }

    @Override
    public String toString() {
        return switch (period) {
            case DAY -> limit + " a day (" + zone + ")";
            case MONTH -> limit + " a month (" + zone + ")";
            case TOTAL -> limit + " in all";
        };
    }
}
