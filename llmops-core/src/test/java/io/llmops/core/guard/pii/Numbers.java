package io.llmops.core.guard.pii;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Numbers of known forms, right and wrong, from a seed. Check digits are worked out by ways other than the scanners'. */
final class Numbers {

    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String ALNUM = UPPER + UPPER.toLowerCase(Locale.ROOT) + DIGITS;
    private static final List<String> PROVINCES = List.of("11", "12", "31", "32", "33", "37", "44", "51", "61", "65");

    private final Random random;

    Numbers(Random random) {
        this.random = random;
    }

    String of(String letters, int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(letters.charAt(random.nextInt(letters.length())));
        }
        return out.toString();
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String digits(int length) {
        return of(DIGITS, length);
    }

    String chineseId() {
        String body = "%s%s%d%02d%02d%s"
                .formatted(one(PROVINCES), digits(4), 1930 + below(90), 1 + below(12), 1 + below(28), digits(3));
        return body + chineseCheck(body);
    }

    /** The digit that makes the weighted sum, with 2 to the power of the place as weight, 1 modulo 11. */
    static char chineseCheck(String body) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < 17; i++) {
            sum = sum.add(BigInteger.TWO.pow(17 - i).multiply(BigInteger.valueOf(body.charAt(i) - '0')));
        }
        int check = Math.floorMod(12 - sum.mod(BigInteger.valueOf(11)).intValue(), 11);
        return check == 10 ? 'X' : (char) ('0' + check);
    }

    String iban() {
        String account =
                switch (below(6)) {
                    case 0 -> "DE00" + digits(18);
                    case 1 -> "GB00" + of(UPPER, 4) + digits(14);
                    case 2 -> "FR00" + digits(10) + of(UPPER + DIGITS, 11) + digits(2);
                    case 3 -> "NL00" + of(UPPER, 4) + digits(10);
                    case 4 -> "ES00" + digits(20);
                    default -> "CH00" + digits(17);
                };
        String right = account.substring(0, 2) + ibanCheck(account) + account.substring(4);
        return random.nextBoolean() ? right : grouped(right);
    }

    static String ibanCheck(String account) {
        StringBuilder number = new StringBuilder();
        for (char c : (account.substring(4) + account.substring(0, 4)).toCharArray()) {
            number.append(Character.digit(c, 36));
        }
        return "%02d"
                .formatted(98
                        - new BigInteger(number.toString())
                                .mod(BigInteger.valueOf(97))
                                .intValue());
    }

    static String grouped(String text) {
        return String.join(" ", text.split("(?<=\\G.{4})"));
    }

    String mobile() {
        String number = "1" + one(List.of("3", "4", "5", "6", "7", "8", "9")) + digits(9);
        return switch (below(5)) {
            case 0 -> "+86" + number;
            case 1 -> "+86 " + number;
            case 2 -> number.substring(0, 3) + "-" + number.substring(3, 7) + "-" + number.substring(7);
            case 3 -> number.substring(0, 3) + " " + number.substring(3, 7) + " " + number.substring(7);
            default -> number;
        };
    }

    String passport() {
        return switch (below(5)) {
            case 0 -> "E" + digits(8);
            case 1 -> "G" + digits(8);
            case 2 -> "E" + of("ABCDEFGHJKLMNPQRSTUVWXYZ", 1) + digits(7);
            case 3 -> "passport " + of(UPPER, 1) + digits(8);
            default -> zone();
        };
    }

    private String zone() {
        String number = of(UPPER + DIGITS, 9);
        String birth = "%02d%02d%02d".formatted(below(100), 1 + below(12), 1 + below(28));
        String expiry = "%02d%02d%02d".formatted(below(100), 1 + below(12), 1 + below(28));
        String personal = digits(14);
        String line = number + zoneCheck(number) + of(UPPER, 3) + birth + zoneCheck(birth) + "F" + expiry
                + zoneCheck(expiry) + personal + zoneCheck(personal);
        return line + digits(1);
    }

    private static int zoneCheck(String text) {
        int[] weights = {7, 3, 1};
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += Character.digit(text.charAt(i), 36) * weights[i % 3];
        }
        return sum % 10;
    }

    String key() {
        return switch (below(12)) {
            case 0 -> "sk-proj-" + of(ALNUM, 48);
            case 1 -> "sk-ant-api03-" + of(ALNUM + "_-", 92) + "A";
            case 2 -> "AKIA" + of(UPPER + "234567", 16);
            case 3 -> "AIza" + of(ALNUM + "_-", 34) + "b";
            case 4 -> "ghp_" + of(ALNUM, 36);
            case 5 -> "glpat-" + of(ALNUM, 20);
            case 6 -> "xoxb-" + digits(12) + "-" + digits(12) + "-" + of(ALNUM, 24);
            case 7 -> "sk_live_" + of(ALNUM, 24);
            case 8 -> "LTAI5t" + of(ALNUM, 18);
            case 9 -> "AKID" + of(ALNUM, 32);
            case 10 -> "sk-" + of("0123456789abcdef", 32);
            default -> "eyJ" + of(ALNUM, 30) + ".eyJ" + of(ALNUM, 40) + "." + of(ALNUM + "_-", 42) + "a";
        };
    }
}
