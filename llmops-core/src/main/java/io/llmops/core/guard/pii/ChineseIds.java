package io.llmops.core.guard.pii;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;

/** Chinese identity numbers of 18 characters: province, date of birth, order and check character; GB 11643-1999. */
final class ChineseIds implements Scanner {

    private static final int LENGTH = 18;
    private static final Set<Integer> PROVINCES = Set.of(
            11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61,
            62, 63, 64, 65, 71, 81, 82, 83, 91);

    @Override
    public void scan(String text, Finds finds) {
        StringBuilder id = new StringBuilder(LENGTH);
        int at = 0;
        while (at < text.length()) {
            int end = -1;
            if (Chars.isDigit(text.charAt(at)) && !isJoined(text, at - 1)) {
                end = end(text, at, id);
                if (end > 0) {
                    finds.add("chinese-id", at, end);
                }
            }
            at = Math.max(at + 1, end);
        }
    }

    private static int end(String text, int at, StringBuilder id) {
        id.setLength(0);
        int pos = at;
        while (pos < text.length() && id.length() < LENGTH) {
            char c = text.charAt(pos);
            if (Chars.isDigit(c) || (id.length() == LENGTH - 1 && (c == 'X' || c == 'x'))) {
                id.append(c);
            } else if (c != ' ' || (id.length() != 6 && id.length() != 14) || text.charAt(pos - 1) == ' ') {
                return -1;
            }
            pos++;
        }
        boolean whole = id.length() == LENGTH && !isJoined(text, pos);
        return whole && isId(id) ? pos : -1;
    }

    private static boolean isId(StringBuilder id) {
        int year = Integer.parseInt(id, 6, 10, 10);
        return PROVINCES.contains(Integer.parseInt(id, 0, 2, 10))
                && year >= 1880
                && year < 2100
                && isDate(year, Integer.parseInt(id, 10, 12, 10), Integer.parseInt(id, 12, 14, 10))
                && CheckDigits.chineseId(id);
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).getYear() == year;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isJoined(String text, int at) {
        return at >= 0 && at < text.length() && (Chars.isAlnum(text.charAt(at)) || text.charAt(at) == '_');
    }
}
