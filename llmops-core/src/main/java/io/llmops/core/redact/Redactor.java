package io.llmops.core.redact;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what identifies a person or opens a door: keys and tokens of known forms, passwords that are called so, private
 * keys, e-mail addresses, telephone numbers, card, account and identity numbers (those with a check digit only if it is
 * right), and IP addresses. Full-width digits and letters count as plain ones. It knows forms, not meanings: names and
 * postal addresses stay. Every pattern takes time in proportion to the text.
 */
public final class Redactor {

    private static final String KEY = "key";

    /** Longest first where one could be a part of another. */
    private static final List<Rule> RULES = List.of(
            rule(
                    KEY,
                    "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:(?!-----END)[\\s\\S])*+(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?"),
            rule(KEY, "\\beyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+"),
            rule(
                    KEY,
                    "(?<![\\w-])(?:sk-|rk-|pk-|hf_|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|npm_|dop_v1_)[\\w-]{16,}+"),
            rule(KEY, "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            rule(KEY, "\\bAIza[\\w-]{30,}+"),
            rule(KEY, "\\bLTAI[0-9A-Za-z]{12,30}\\b"),
            new Rule(KEY, Pattern.compile("(?i)(\\bbearer\\s{1,4})[\\w.~+/=-]{12,}+"), m -> true),
            new Rule(
                    "secret",
                    Pattern.compile(
                            "(?i)((?:password|passwd|passphrase|pwd|secret|api[_ -]?key|access[_ -]?token|auth[_ -]?token"
                                    + "|密码|口令|密钥)[\"']?\\s{0,4}(?:[:=：是]|为|is)\\s{0,4})[^\\s,;，；。\"']{3,200}+"),
                    m -> true),
            new Rule("secret", Pattern.compile("(://[^\\s/:@]{1,64}+:)[^\\s/@]{1,200}+(?=@)"), m -> true),
            rule("email", "(?<![\\w.+%-])[\\w.+%-]{1,64}+@(?:[\\w-]{1,63}+\\.){1,8}[A-Za-z]{2,24}"),
            new Rule(
                    "id",
                    Pattern.compile("(?<![\\dA-Za-z])[1-9]\\d{16}[\\dXx](?![\\dA-Za-z])"),
                    m -> chineseId(m.group())),
            new Rule(
                    "account",
                    Pattern.compile(
                            "(?<![\\dA-Za-z])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}+(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
                    m -> iban(m.group())),
            new Rule(
                    "card",
                    Pattern.compile("(?<![\\d-])\\d(?:[ -]?\\d){12,18}+(?![\\d-])"),
                    m -> luhn(digits(m.group()))),
            rule("phone", "(?<![\\d+])(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}(?!\\d)"),
            rule("phone", "(?<![\\w+])\\+[1-9]\\d{0,2}(?:[ .-]?\\(?\\d{1,4}\\)?){2,6}+(?!\\w)"),
            rule("phone", "(?<![\\w-])(?:\\(\\d{3}\\) ?|\\d{3}[-.])\\d{3}[-.]\\d{4}(?![\\w-])"),
            rule("phone", "(?<![\\w-])0\\d{2,3}-\\d{7,8}(?![\\w-])"),
            rule("id", "(?<![\\w-])\\d{3}-\\d{2}-\\d{4}(?![\\w-])"),
            rule(
                    "ip",
                    "(?<![\\w.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\w.]*\\d)"));

    private static final List<Rule> KEYS =
            RULES.stream().filter(rule -> rule.name().equals(KEY)).toList();

    private record Rule(String name, Pattern pattern, Predicate<Matcher> check) {}

    private Redactor() {}

    private static Rule rule(String name, String pattern) {
        return new Rule(name, Pattern.compile(pattern), m -> true);
    }

    /** The text with each find replaced by its kind, such as {@code [email]}. */
    public static String redact(String text) {
        return apply(RULES, text);
    }

    /** The text with nothing but keys and tokens of known forms replaced, by {@code [key]}; all else stays as it is. */
    public static String redactKeys(String text) {
        return apply(KEYS, text);
    }

    private static String apply(List<Rule> rules, String text) {
        String redacted = text;
        for (Rule rule : rules) {
            redacted = apply(rule, redacted);
        }
        return redacted;
    }

    /** Group 1, where a rule has one, says what follows and stays. */
    private static String apply(Rule rule, String text) {
        Matcher m = rule.pattern().matcher(narrow(text));
        StringBuilder out = null;
        int from = 0;
        while (m.find()) {
            if (rule.check().test(m)) {
                out = out == null ? new StringBuilder(text.length()) : out;
                int start = m.groupCount() > 0 ? m.end(1) : m.start();
                out.append(text, from, start).append('[').append(rule.name()).append(']');
                from = m.end();
            }
        }
        return out == null ? text : out.append(text, from, text.length()).toString();
    }

    /** Full-width ASCII as plain ASCII, unit by unit, so that positions stay. */
    private static String narrow(String text) {
        char[] narrowed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E') {
                narrowed = narrowed == null ? text.toCharArray() : narrowed;
                narrowed[i] = (char) (c - 0xFEE0);
            }
        }
        return narrowed == null ? text : new String(narrowed);
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    /** Check digit of payment cards; ISO/IEC 7812-1, annex B. */
    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 && !digits.chars().allMatch(c -> c == digits.charAt(0));
    }

    /** Check character of Chinese identity numbers; GB 11643-1999, which follows ISO 7064, MOD 11-2. */
    private static boolean chineseId(String id) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (id.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return "10X98765432".charAt(sum % 11) == id.toUpperCase(Locale.ROOT).charAt(17);
    }

    /** Check digits of international bank account numbers; ISO 13616, MOD 97-10. */
    private static boolean iban(String account) {
        String plain = account.replace(" ", "");
        if (plain.length() < 15 || plain.length() > 34) {
            return false;
        }
        StringBuilder number = new StringBuilder();
        for (char c : (plain.substring(4) + plain.substring(0, 4)).toCharArray()) {
            number.append(Character.digit(c, 36));
        }
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }
}
