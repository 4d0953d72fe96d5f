package io.llmops.core.guard.pii;

import java.util.List;

/**
 * Telephone numbers: international ones by their plus or 00 (E.164: at most 15 digits), Chinese mobiles and landlines,
 * numbers in the North American form, and other groups of digits where a telephone is spoken of. The last is a guess.
 */
final class Phones implements Scanner {

    private static final int MIN = 7;
    private static final int MAX = 15;
    private static final List<String> NAMES = List.of(
            "phone",
            "tel",
            "telephone",
            "mobile",
            "cell",
            "fax",
            "call",
            "dial",
            "desk",
            "office",
            "whatsapp",
            "sms",
            "电话",
            "手机",
            "座机",
            "热线",
            "传真",
            "致电",
            "拨打",
            "打给",
            "联系方式",
            "微信");
    private static final List<String> AFTER = List.of("office", "fax", "mobile", "cell", "phone", "desk", "电话", "手机");

    @Override
    public void scan(String text, Finds finds) {
        Dialled number = new Dialled(text);
        int at = 0;
        while (at < text.length()) {
            int end = -1;
            char c = text.charAt(at);
            if ((Chars.isDigit(c) || c == '+' || c == '(') && begins(text, at)) {
                end = end(text, at, number);
                if (end > 0) {
                    finds.add("phone", at, end);
                } else {
                    end = Chars.digitsEnd(text, at, Integer.MAX_VALUE);
                }
            }
            at = Math.max(at + 1, end);
        }
    }

    private static boolean begins(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        boolean joined = Chars.isAlnum(before) || before == '_' || before == '+' || before == '#';
        boolean number =
                ".,-:/=".indexOf(before) >= 0 && Chars.alnumBefore(text, at - 1) && before != ':' && before != '=';
        return !joined && !number;
    }

    private static int end(String text, int at, Dialled number) {
        number.read(at);
        int end = number.end();
        if (end < 0 || isJoined(text, end)) {
            return chineseMobile(text, at);
        }
        String digits = number.digits();
        String shape = number.shape();
        boolean sized = digits.length() >= MIN && digits.length() <= MAX;
        boolean is = isInternational(text, at, number);
        is |= isChinese(digits, shape, number);
        is |= shape.equals("(3) 3-4") || shape.equals("3-3-4") || shape.equals("1-3-3-4");
        is |= sized && number.groups() > 1 && isSpoken(text, at, end);
        return is ? end : chineseMobile(text, at);
    }

    /** With a plus; or with 00, if no group of digits stands before. */
    private static boolean isInternational(String text, int at, Dialled number) {
        int length = number.digits().length();
        return number.plus()
                ? length > MIN && length <= MAX
                : number.digits().startsWith("00")
                        && number.groups() > 1
                        && length >= MIN + 4
                        && length <= MAX + 2
                        && !Chars.digitAt(text, at - 2);
    }

    private static boolean isSpoken(String text, int at, int end) {
        return Context.before(text, at, NAMES) || Context.after(text, end, AFTER);
    }

    private static boolean isChinese(String digits, String shape, Dialled number) {
        String local = digits.startsWith("86") && digits.length() == 13 ? digits.substring(2) : digits;
        if (isMobile(local)) {
            return number.groups() <= 4;
        }
        return digits.startsWith("0")
                && (shape.equals("3-8") || shape.equals("4-8") || shape.equals("4-7"))
                && number.hyphened();
    }

    private static boolean isMobile(String digits) {
        return digits.length() == 11 && digits.charAt(0) == '1' && digits.charAt(1) >= '3';
    }

    /** A mobile number alone, where more digits follow after a space. */
    private static int chineseMobile(String text, int at) {
        int end = Chars.digitsEnd(text, at, 12);
        return end - at == 11 && isMobile(text.substring(at, end)) && !isJoined(text, end) ? end : -1;
    }

    private static boolean isJoined(String text, int end) {
        if (end >= text.length()) {
            return false;
        }
        char c = text.charAt(end);
        return Chars.isAlnum(c) || c == '_' || (".,-:/".indexOf(c) >= 0 && Chars.digitAt(text, end + 1)) || c == '%';
    }
}
