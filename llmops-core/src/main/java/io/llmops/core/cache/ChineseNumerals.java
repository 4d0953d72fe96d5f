package io.llmops.core.cache;

import io.llmops.core.cache.RawToken.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A number spelt in Chinese that begins at some token: 二十五, 两万三 (23,000), 二〇二六, 3万. Characters that follow each other
 * without making one number stay characters: 二三十, 三五, 零零七, 几十, 千万.
 */
final class ChineseNumerals {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final Map<Character, Long> UNITS =
            Map.of('十', 10L, '百', 100L, '千', 1_000L, '万', 10_000L, '亿', 100_000_000L);
    private static final long MYRIAD = 10_000;
    private static final char SOME = '几';
    /** After a lone 一 these make another word: 一下, 一样, 一定. */
    private static final String NOT_COUNTED = "下些样起般定直旦切共律致边面";
    /** Two or three digits without a unit are as often "about so many" (三五天) or a name (零零七) as a number. */
    private static final int FEWEST_DIGITS = 4;

    private final String run;
    private long total;
    private long section;
    private long unit = MYRIAD;
    private long myriads = Long.MAX_VALUE;
    private int digit = -1;
    private boolean gap;

    private ChineseNumerals(String run) {
        this.run = run;
    }

    /** Adds the number, or the characters that look like one, if any begin there; where they end. */
    static int read(List<RawToken> tokens, int from, List<RawToken> out) {
        boolean factor = tokens.get(from).is(Kind.NUMBER);
        int start = factor ? from + 1 : from;
        int end = start;
        StringBuilder folded = new StringBuilder();
        while (end < tokens.size() && tokens.get(end).is(Kind.HAN) && isPart(tokens.get(end))) {
            folded.append(fold(tokens.get(end++).text().charAt(0)));
        }
        String run = folded.toString();
        if (run.isEmpty() || run.equals(String.valueOf(SOME)) || isWord(run, tokens, end)) {
            return from;
        }
        if (factor) {
            return times(tokens.get(from).text(), run, out) ? end : from;
        }
        Optional<String> value = value(run);
        if (value.isPresent()) {
            out.add(new RawToken(Kind.NUMBER, value.get()));
        } else if (run.indexOf(SOME) >= 0) {
            out.add(new RawToken(Kind.NAME, run)); // 几十 and 十几 both ask for no number
        } else {
            out.addAll(tokens.subList(start, end));
        }
        return end;
    }

    private static boolean isPart(RawToken token) {
        char c = fold(token.text().charAt(0));
        return DIGITS.indexOf(c) >= 0 || UNITS.containsKey(c) || c == SOME;
    }

    private static boolean isWord(String run, List<RawToken> tokens, int end) {
        return run.equals("一")
                && end < tokens.size()
                && NOT_COUNTED.contains(tokens.get(end).text());
    }

    private static char fold(char c) {
        return switch (c) {
            case '〇' -> '零';
            case '两' -> '二';
            case '萬' -> '万';
            case '億' -> '亿';
            case '幾' -> SOME;
            default -> c;
        };
    }

    private static boolean times(String factor, String run, List<RawToken> out) {
        Long unit = run.length() == 1 ? UNITS.get(run.charAt(0)) : null;
        if (unit == null) {
            return false;
        }
        BigDecimal value = new BigDecimal(factor).multiply(BigDecimal.valueOf(unit));
        out.add(new RawToken(Kind.NUMBER, value.stripTrailingZeros().toPlainString()));
        return true;
    }

    private static Optional<String> value(String run) {
        StringBuilder digits = new StringBuilder();
        run.chars().map(DIGITS::indexOf).filter(d -> d >= 0).forEach(digits::append);
        if (digits.length() == run.length()) {
            boolean number = run.length() == 1 || run.length() >= FEWEST_DIGITS;
            return number ? Optional.of(digits.toString()) : Optional.empty();
        }
        return new ChineseNumerals(run).byUnits();
    }

    private Optional<String> byUnits() {
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            int d = DIGITS.indexOf(c);
            Long next = UNITS.get(c);
            boolean fits =
                    d > 0 ? digit(d) : d == 0 ? gap(i) : next != null && (next < MYRIAD ? unit(next, i) : myriad(next));
            if (!fits) {
                return Optional.empty();
            }
        }
        if (digit < 0 && gap) {
            return Optional.empty();
        }
        return Optional.of(Long.toString(total + section + (digit < 0 ? 0 : digit * last())));
    }

    private boolean digit(int d) {
        boolean first = digit < 0;
        digit = d;
        return first;
    }

    private boolean gap(int index) {
        boolean fits = index > 0 && digit < 0 && !gap;
        gap = true;
        return fits;
    }

    /** 十 to 千; only 十 goes without a digit, and only at the beginning. */
    private boolean unit(long next, int index) {
        if (next >= unit || (digit < 0 && (next != 10 || index > 0))) {
            return false;
        }
        section += Math.max(digit, 1) * next;
        unit = next;
        digit = -1;
        gap = false;
        return true;
    }

    /** 万 and 亿 multiply all that stands before them; 一千五万 might be two numbers. */
    private boolean myriad(long next) {
        if (digit > 0 && section > 0 && !gap && unit > 10) {
            return false;
        }
        section += Math.max(digit, 0);
        if (section == 0 || next >= myriads) {
            return false;
        }
        total += section * next;
        section = 0;
        unit = MYRIAD;
        myriads = next;
        digit = -1;
        gap = false;
        return true;
    }

    /** What the last digit counts: in 一千五 hundreds, since the unit below the last may be left out, in 一千零五 ones. */
    private long last() {
        long before = unit < MYRIAD ? unit : myriads;
        return gap ? 1 : before / 10;
    }
}
