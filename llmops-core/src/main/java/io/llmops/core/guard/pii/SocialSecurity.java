package io.llmops.core.guard.pii;

import java.util.List;

/**
 * Social security numbers of the United States, {@code 078-05-1120}; with spaces, or nothing, between their parts where
 * they are called so. Area 000, 666 and from 900 on, group 00 and serial 0000 are never issued.
 */
final class SocialSecurity implements Scanner {

    private static final List<String> NAMES = List.of("ssn", "social security", "社会安全号", "社保号");

    @Override
    public void scan(String text, Finds finds) {
        int at = 0;
        while (at < text.length()) {
            int end = -1;
            if (Chars.isDigit(text.charAt(at))) {
                end = isJoined(text, at - 1) ? -1 : end(text, at);
                if (end > 0) {
                    finds.add("us-ssn", at, end);
                } else {
                    end = Chars.digitsEnd(text, at, Integer.MAX_VALUE);
                }
            }
            at = Math.max(at + 1, end);
        }
    }

    private static int end(String text, int at) {
        int area = Chars.digitsEnd(text, at, 3);
        int gap = Chars.is(text, area, '-') || Chars.is(text, area, ' ') ? 1 : 0;
        int group = Chars.digitsEnd(text, area + gap, 2);
        int serial = Chars.digitsEnd(text, group + gap, 4);
        boolean shaped = area - at == 3 && group - area - gap == 2 && serial - group - gap == 4;
        if (!shaped || isJoined(text, serial) || (gap == 1 && text.charAt(area) != text.charAt(group))) {
            return -1;
        }
        boolean issued = isIssued(
                Integer.parseInt(text, at, area, 10),
                Integer.parseInt(text, area + gap, group, 10),
                Integer.parseInt(text, group + gap, serial, 10));
        return issued && (Chars.is(text, area, '-') || Context.before(text, at, NAMES)) ? serial : -1;
    }

    private static boolean isIssued(int area, int group, int serial) {
        return area > 0 && area != 666 && area < 900 && group > 0 && serial > 0;
    }

    private static boolean isJoined(String text, int at) {
        return at >= 0 && at < text.length() && Chars.isWord(text.charAt(at));
    }
}
