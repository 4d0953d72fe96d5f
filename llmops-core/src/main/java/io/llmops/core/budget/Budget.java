package io.llmops.core.budget;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A hard limit on money, tokens or calls: a call that could overshoot it is refused before it is made, unless another
 * action is set. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * Budget.perDay(Money.usd("20"))
 * Budget.tokens(100_000).perMinute().per(Subject.TENANT)
 * Budget.calls(1_000).perMonth().zone(ZoneId.of("Asia/Shanghai")).alertAt(0.8)
 * Budget.perDay(Money.usd("20")).degradeTo("openai/gpt-4o-mini", 0.75)
 * }</pre>
 *
 * <p>A call counts in the window in which it was admitted. Tokens are input and output together; calls are requests to a
 * provider, so that a retry counts again.
 */
public final class Budget {

    /** Over which time a budget is spent. */
    public enum Period {
        /** From one full minute to the next. */
        MINUTE,
        /** From midnight to midnight in the budget's zone. */
        DAY,
        /** From the first of a month to the next. */
        MONTH,
        /** As long as what counts it is kept. */
        TOTAL
    }

    private final Measure measure;
    private final BigDecimal limit;
    private final Optional<String> currency;
    private Period period = Period.TOTAL;
    private ZoneId zone = ZoneOffset.UTC;
    private Subject subject = Subject.ALL;
    private String name = "";
    private BudgetAction action = new BudgetAction.Refuse();
    private List<Double> alertAt = List.of();

    private Budget(Measure measure, BigDecimal limit, Optional<String> currency) {
        if (limit.signum() <= 0) {
            throw new IllegalArgumentException("a budget must be positive, but is " + limit.toPlainString());
        }
        this.measure = measure;
        this.limit = limit;
        this.currency = currency;
    }

    private Budget(Budget other) {
        this.measure = other.measure;
        this.limit = other.limit;
        this.currency = other.currency;
        this.period = other.period;
        this.zone = other.zone;
        this.subject = other.subject;
        this.name = other.name;
        this.action = other.action;
        this.alertAt = other.alertAt;
    }

    /**
     * So much money a day, cut at midnight UTC unless {@link #zone(ZoneId)} says otherwise.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget perDay(Money limit) {
        return money(limit).perDay();
    }

    /**
     * So much money a calendar month.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget perMonth(Money limit) {
        return money(limit).perMonth();
    }

    /**
     * So much money in all.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget total(Money limit) {
        return money(limit);
    }

    /**
     * So much money; in all, unless a period is set.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget money(Money limit) {
        return new Budget(Measure.MONEY, limit.amount(), Optional.of(limit.currency()));
    }

    /**
     * So many tokens, input and output together; in all, unless a period is set.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget tokens(long limit) {
        return new Budget(Measure.TOKENS, BigDecimal.valueOf(limit), Optional.empty());
    }

    /**
     * So many requests to a provider; in all, unless a period is set.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Budget calls(long limit) {
        return new Budget(Measure.CALLS, BigDecimal.valueOf(limit), Optional.empty());
    }

    /** Spent from one full minute to the next. */
    public Budget perMinute() {
        return period(Period.MINUTE);
    }

    /** Spent from midnight to midnight. */
    public Budget perDay() {
        return period(Period.DAY);
    }

    /** Spent from the first of a month to the next. */
    public Budget perMonth() {
        return period(Period.MONTH);
    }

    /** Spent in that period; {@link Period#TOTAL} by default. */
    public Budget period(Period period) {
        Budget copy = new Budget(this);
        copy.period = requireNonNull(period, "period");
        return copy;
    }

    /** Where days and months are cut; UTC by default. */
    public Budget zone(ZoneId zone) {
        Budget copy = new Budget(this);
        copy.zone = requireNonNull(zone, "zone");
        return copy;
    }

    /** Whose calls share one count; {@link Subject#ALL} by default. */
    public Budget per(Subject subject) {
        Budget copy = new Budget(this);
        copy.subject = requireNonNull(subject, "subject");
        return copy;
    }

    /**
     * Tells two budgets apart that would otherwise share one count, such as a soft and a hard one of the same kind; empty by
     * default.
     */
    public Budget named(String name) {
        Budget copy = new Budget(this);
        copy.name = requireNonNull(name, "name");
        return copy;
    }

    /** Sends calls that have no room to a cheaper model, by reference; the limit holds for that, too. */
    public Budget degradeTo(String model) {
        return degradeTo(model, 1);
    }

    /**
     * Sends calls to a cheaper model, by reference, from a share of the limit on; the limit holds for that, too.
     *
     * @throws IllegalArgumentException if {@code from} is not above 0 and at most 1
     */
    public Budget degradeTo(String model, double from) {
        return action(new BudgetAction.Degrade(model, from));
    }

    /** Asks the application about each call that has no room; what it approves is made and counted. */
    public Budget ask(BudgetApproval approval) {
        return action(new BudgetAction.Ask(approval));
    }

    /** Lets calls go on that have no room, and tells the listener. */
    public Budget alertOnly() {
        return action(new BudgetAction.Alert());
    }

    /**
     * Tells the listener when so large a share of the limit is spent, such as {@code 0.8}; none by default.
     *
     * @throws IllegalArgumentException if one is not above 0 and at most 1
     */
    public Budget alertAt(double... shares) {
        for (double share : shares) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("alertAt must be above 0 and at most 1, but is " + share);
            }
        }
        Budget copy = new Budget(this);
        copy.alertAt = DoubleStream.of(shares).sorted().boxed().toList();
        return copy;
    }

    private Budget action(BudgetAction action) {
        Budget copy = new Budget(this);
        copy.action = action;
        return copy;
    }

    /** The currency of a budget of money; empty for one of tokens or calls. */
    public Optional<String> currency() {
        return currency;
    }

    /** Over which time it is spent. */
    public Period period() {
        return period;
    }

    /** Whose calls share one count. */
    public Subject subject() {
        return subject;
    }

    /** What follows when it has no room. */
    public BudgetAction action() {
        return action;
    }

    Measure measure() {
        return measure;
    }

    BigDecimal limit() {
        return limit;
    }

    ZoneId zone() {
        return zone;
    }

    List<Double> alertAt() {
        return alertAt;
    }

    /** What is counted, the same for budgets that differ in limit or action only: a changed limit goes on with the count. */
    String countName() {
        return name + '|' + measure + currency.map(c -> ' ' + c).orElse("") + '|' + period + '|' + zone + '|' + subject;
    }

    /** An amount of what it counts, for people. */
    String show(BigDecimal amount) {
        return switch (measure) {
            case MONEY -> new Money(amount, currency.orElseThrow()).display();
            case TOKENS -> amount.toPlainString() + " tokens";
            case CALLS -> amount.toPlainString() + (amount.compareTo(BigDecimal.ONE) == 0 ? " call" : " calls");
        };
    }

    /** Limit, period and subject: {@code 20.00 USD a day (UTC) for each tenant}. */
    @Override
    public String toString() {
        String each =
                subject == Subject.ALL ? "" : " for each " + subject.name().toLowerCase(java.util.Locale.ROOT);
        return show(limit)
                + switch (period) {
                    case MINUTE -> " a minute";
                    case DAY -> " a day (" + zone + ")";
                    case MONTH -> " a month (" + zone + ")";
                    case TOTAL -> " in all";
                }
                + each;
    }
}
