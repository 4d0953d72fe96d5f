package io.llmops.core.guard.pii;

/**
 * Numbers of payment cards: 13 to 19 digits, alone or in groups, that begin as an issuer's do and whose check digit is
 * right; ISO/IEC 7812.
 */
final class Cards implements Scanner {

    private static final int MIN = 13;
    private static final int MAX = 19;

    @Override
    public void scan(String text, Finds finds) {
        DigitGroups number = new DigitGroups(text);
        int at = 0;
        while (at < text.length()) {
            int end = -1;
            if (Chars.isDigit(text.charAt(at))) {
                end = begins(text, at) ? end(text, at, number) : -1;
                if (end > 0) {
                    finds.add("card", at, end);
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
        boolean joined = Chars.isAlnum(before) || before == '_' || before == '+';
        return !joined && !((before == '.' || before == ',') && Chars.digitAt(text, at - 2));
    }

    private static int end(String text, int at, DigitGroups number) {
        int first = Chars.digitsEnd(text, at, MIN) - at;
        boolean is = (first == 4 || first == MIN) && number.read(at, MAX);
        while (is) {
            int end = number.end();
            boolean closed = !Chars.alnumAt(text, end)
                    && !Chars.is(text, end, '_')
                    && !(Chars.is(text, end, '.') && Chars.digitAt(text, end + 1));
            boolean grouped = number.groups() == 1 || number.firstGroup() == 4;
            if (closed && grouped && number.digits().length() >= MIN && isCard(number.digits())) {
                return end;
            }
            is = number.shorten();
        }
        return -1;
    }

    private static boolean isCard(StringBuilder digits) {
        int prefix = Integer.parseInt(digits, 0, 4, 10);
        int two = prefix / 100;
        int length = digits.length();
        boolean issued =
                switch (prefix / 1000) {
                    case 4 -> length == 13 || length == 16 || length == 19;
                    case 5 -> two <= 55 ? length == 16 && two >= 50 : two >= 56 && two <= 58;
                    case 6 -> length >= 16 || two == 67 || two == 63;
                    case 3 ->
                        switch (two) {
                            case 34, 37 -> length == 15;
                            case 35 -> length >= 16;
                            default -> (two == 30 || two == 36 || two >= 38) && length >= 14;
                        };
                    case 2 -> length == 16 && ((prefix >= 2221 && prefix <= 2720) || (two >= 20 && two <= 22));
                    case 9 -> two == 97 && length == 16;
                    default -> false;
                };
        return issued && CheckDigits.luhn(digits);
    }
}
