package io.llmops.core.budget;

import io.llmops.api.budget.BudgetWindow;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Tells in which window of its period a budget is now. It keeps the last, since cutting days costs more than a count. */
final class Windows {

    private static final BudgetWindow ALL_TIME = new BudgetWindow("total", Instant.MAX);

    private final Budget.Period period;
    private final ZoneId zone;
    private final Clock clock;
    private volatile @Nullable Span last;

    private record Span(Instant start, BudgetWindow window) {}

    Windows(Budget budget, Clock clock) {
        this.period = budget.period();
        this.zone = budget.zone();
        this.clock = clock;
    }

    BudgetWindow now() {
        if (period == Budget.Period.TOTAL) {
            return ALL_TIME;
        }
        Instant now = clock.instant();
        Span span = last;
        if (span == null || now.isBefore(span.start) || !now.isBefore(span.window.end())) {
            span = span(now.atZone(zone));
            last = span;
        }
        return span.window;
    }

    private Span span(ZonedDateTime at) {
        return switch (period) {
            case MINUTE -> {
                Instant start = at.toInstant().truncatedTo(ChronoUnit.MINUTES);
                yield span(start.toString(), start, start.plus(1, ChronoUnit.MINUTES));
            }
            case DAY -> {
                LocalDate day = at.toLocalDate();
                yield span(day.toString(), midnight(day), midnight(day.plusDays(1)));
            }
            case MONTH -> {
                YearMonth month = YearMonth.from(at);
                yield span(
                        month.toString(),
                        midnight(month.atDay(1)),
                        midnight(month.plusMonths(1).atDay(1)));
            }
            case TOTAL -> new Span(Instant.MIN, ALL_TIME);
        };
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Span span(String name, Instant start, Instant end) {
        return new Span(start, new BudgetWindow(name, end));
    }
}
