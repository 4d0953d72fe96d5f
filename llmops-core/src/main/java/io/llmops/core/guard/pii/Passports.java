package io.llmops.core.guard.pii;

import java.util.List;

/**
 * Numbers of passports: the second line of the machine readable zone, whose check digits must be right (ICAO 9303-4), the
 * forms of Chinese ordinary passports unless something else is said to stand there, and the forms of other countries where
 * a passport is spoken of.
 */
final class Passports implements Scanner {

    private static final List<String> NAMES = List.of(
            "passport",
            "passports",
            "passport no",
            "travel document",
            "reisepass",
            "passeport",
            "pasaporte",
            "护照",
            "旅行证件");
    private static final List<String> OTHERS = List.of(
            "order",
            "invoice",
            "ticket",
            "sku",
            "part",
            "model",
            "serial",
            "flight",
            "tracking",
            "batch",
            "product",
            "bug",
            "case",
            "订单",
            "发票",
            "单号",
            "编号",
            "型号",
            "序列号",
            "航班",
            "批次",
            "产品",
            "货号",
            "工单",
            "快递");
    private static final int ZONE = 44;
    private static final int MIN = 7;
    private static final int MAX = 9;

    @Override
    public void scan(String text, Finds finds) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = -1;
            if (Chars.isUpperAlnum(c) && (at == 0 || !isJoined(text, at - 1))) {
                end = zoneEnd(text, at);
                if (end < 0) {
                    end = numberEnd(text, at);
                }
                if (end > 0) {
                    finds.add("passport", at, end);
                } else {
                    end = Chars.runEnd(text, at, Integer.MAX_VALUE, Chars::isUpperAlnum);
                }
            }
            at = Math.max(at + 1, end);
        }
    }

    private static int zoneEnd(String text, int at) {
        int end = Chars.runEnd(text, at, ZONE + 1, c -> Chars.isUpperAlnum(c) || c == '<');
        if (end - at != ZONE) {
            return -1;
        }
        boolean right = CheckDigits.travelDocument(text, at, at + 9, text.charAt(at + 9))
                && CheckDigits.travelDocument(text, at + 13, at + 19, text.charAt(at + 19))
                && CheckDigits.travelDocument(text, at + 21, at + 27, text.charAt(at + 27));
        return right ? end : -1;
    }

    private static int numberEnd(String text, int at) {
        int end = Chars.runEnd(text, at, MAX + 1, Chars::isUpperAlnum);
        int length = end - at;
        if (length < MIN || length > MAX || isJoined(text, end)) {
            return -1;
        }
        int letters = Chars.runEnd(text, at, 2, Chars::isUpper) - at;
        boolean chinese = length == MAX
                && isChinese(text.charAt(at), text.charAt(at + 1), letters)
                && digits(text, at + letters, end);
        if (chinese && !Context.before(text, at, OTHERS)) {
            return end;
        }
        int tail = 0;
        for (int i = at; i < end; i++) {
            tail += Chars.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return tail >= 4 && Context.before(text, at, NAMES) ? end : -1;
    }

    /** E and G with eight digits, E with a letter other than I and O and seven. */
    private static boolean isChinese(char first, char second, int letters) {
        return letters == 1
                ? first == 'E' || first == 'G'
                : letters == 2 && first == 'E' && second != 'I' && second != 'O';
    }

    private static boolean digits(String text, int from, int to) {
        return Chars.digitsEnd(text, from, to - from) == to;
    }

    private static boolean isJoined(String text, int at) {
        return at < text.length() && (Chars.isWord(text.charAt(at)) || text.charAt(at) == '<');
    }
}
