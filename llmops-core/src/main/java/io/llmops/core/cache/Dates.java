package io.llmops.core.cache;

import io.llmops.core.cache.RawToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times of day in the forms that people write: 2026-03-05, March 5th, 2026, 5 March, 2026年3月5日, 3月5号, 3 pm. What
 * is left out of a date stays empty, so that 5 March of no year differs from 5 March 2026. 03/04/2026 stays three numbers
 * in their order, since it is two dates.
 */
final class Dates {

    private static final Map<String, String> MONTHS = Map.ofEntries(
            Map.entry("january", "1"), Map.entry("jan", "1"),
            Map.entry("february", "2"), Map.entry("feb", "2"),
            Map.entry("march", "3"), Map.entry("mar", "3"),
            Map.entry("april", "4"), Map.entry("apr", "4"),
            Map.entry("may", "5"), Map.entry("june", "6"),
            Map.entry("jun", "6"), Map.entry("july", "7"),
            Map.entry("jul", "7"), Map.entry("august", "8"),
            Map.entry("aug", "8"), Map.entry("september", "9"),
            Map.entry("sep", "9"), Map.entry("sept", "9"),
            Map.entry("october", "10"), Map.entry("oct", "10"),
            Map.entry("november", "11"), Map.entry("nov", "11"),
            Map.entry("december", "12"), Map.entry("dec", "12"));

    private final List<RawToken> tokens;
    private final List<RawToken> merged = new ArrayList<>();
    private int at;

    private Dates(List<RawToken> tokens) {
        this.tokens = tokens;
    }

    /** The tokens with each date and each time of day as one token; numbers must be numbers already. */
    static List<RawToken> merge(List<RawToken> tokens) {
        Dates dates = new Dates(tokens);
        while (dates.at < tokens.size()) {
            if (!dates.chinese() && !dates.english() && !dates.clock()) {
                dates.merged.add(tokens.get(dates.at++));
            }
        }
        return dates.merged;
    }

    static String canonical(@Nullable String year, @Nullable String month, @Nullable String day) {
        return part(year) + "-" + part(month) + "-" + part(day);
    }

    private static String part(@Nullable String digits) {
        return digits == null ? "" : digits.replaceFirst("^0+(?=.)", "");
    }

    private boolean chinese() {
        int i = at;
        String year = before(i, "年");
        i += year == null ? 0 : 2;
        String month = before(i, "月");
        i += month == null ? 0 : 2;
        String day = before(i, "日");
        day = day == null ? before(i, "号") : day;
        i += day == null ? 0 : 2;
        if (month == null || (year == null && day == null)) {
            return false;
        }
        return date(canonical(year, month, day), i);
    }

    private @Nullable String before(int index, String unit) {
        return number(index).filter(n -> has(index + 1, unit)).orElse(null);
    }

    private boolean english() {
        Optional<String> month = month(at);
        if (month.isPresent() && number(at + 1).isPresent()) {
            String first = number(at + 1).get();
            if (isYear(first)) {
                return date(canonical(first, month.get(), null), at + 2);
            }
            String year = number(at + 2).filter(Dates::isYear).orElse(null);
            return date(canonical(year, month.get(), first), at + (year == null ? 2 : 3));
        }
        Optional<String> day = number(at).filter(n -> n.length() <= 2);
        int next = at + (has(at + 1, "of") ? 2 : 1);
        if (day.isEmpty() || month(next).isEmpty()) {
            return false;
        }
        String year = number(next + 1).filter(Dates::isYear).orElse(null);
        return date(canonical(year, month(next).get(), day.get()), next + (year == null ? 1 : 2));
    }

    private boolean clock() {
        RawToken token = tokens.get(at);
        boolean afternoon = has(at + 1, "pm") || has(at + 1, "p.m");
        boolean half = afternoon || has(at + 1, "am") || has(at + 1, "a.m");
        if (token.is(Kind.CLOCK)
                || (token.is(Kind.NUMBER) && half && token.text().length() <= 2)) {
            String[] parts = token.text().split(":", -1);
            int hour = Integer.parseInt(parts[0]);
            int shown = half ? hour % 12 + (afternoon ? 12 : 0) : hour;
            return add(Kind.CLOCK, shown + ":" + (parts.length > 1 ? parts[1] : "00"), at + (half ? 2 : 1));
        }
        return false;
    }

    private boolean date(String canonical, int next) {
        return add(Kind.DATE, canonical, next);
    }

    private boolean add(Kind kind, String text, int next) {
        merged.add(new RawToken(kind, text));
        at = next;
        return true;
    }

    private boolean has(int index, String text) {
        return index < tokens.size() && tokens.get(index).is(text);
    }

    private Optional<String> month(int index) {
        return index < tokens.size()
                ? Optional.ofNullable(MONTHS.get(tokens.get(index).text()))
                : Optional.empty();
    }

    private Optional<String> number(int index) {
        if (index >= tokens.size()) {
            return Optional.empty();
        }
        RawToken token = tokens.get(index);
        boolean whole = token.text().length() <= 4 && token.text().chars().allMatch(Character::isDigit);
        return whole && (token.is(Kind.NUMBER) || token.is(Kind.ORDINAL))
                ? Optional.of(token.text())
                : Optional.empty();
    }

    private static boolean isYear(String number) {
        return number.length() == 4;
    }
}
