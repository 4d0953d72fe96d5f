package io.llmops.core.guard.pii;

/** Check digits of numbers that have some. */
final class CheckDigits {

    private static final String MOD_11_2 = "10X98765432";

    private CheckDigits() {}

    /** Payment cards; ISO/IEC 7812-1, annex B. */
    static boolean luhn(CharSequence digits) {
        int sum = 0;
        int length = digits.length();
        boolean same = true;
        for (int i = 0; i < length; i++) {
            int digit = digits.charAt(length - 1 - i) - '0';
            same &= digits.charAt(i) == digits.charAt(0);
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 && !same;
    }

    /** Chinese identity numbers of 18 characters; GB 11643-1999, which follows ISO 7064, MOD 11-2. */
    static boolean chineseId(CharSequence id) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (id.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return MOD_11_2.charAt(sum % 11) == Character.toUpperCase(id.charAt(17));
    }

    /** International bank account numbers; ISO 13616, which follows ISO 7064, MOD 97-10. */
    static boolean iban(CharSequence account) {
        int rest = 0;
        int length = account.length();
        for (int i = 0; i < length; i++) {
            int value = Character.digit(account.charAt((i + 4) % length), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    /** Machine readable travel documents: weights 7, 3, 1; ICAO 9303-3, section 4.9. */
    static boolean travelDocument(CharSequence text, int from, int to, char check) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int value = c == '<' ? 0 : Character.digit(c, 36);
            sum += value * (i % 3 == from % 3 ? 7 : i % 3 == (from + 1) % 3 ? 3 : 1);
        }
        return check == '<' ? sum == 0 : sum % 10 == check - '0';
    }
}
