package io.llmops.core.guard.pii;

import java.util.List;

/** Kinds of what identifies a person, or opens a door. */
public enum Pii {
    /** E-mail addresses. */
    EMAIL("email", new Emails()),
    /** Addresses of the internet protocol, versions 4 and 6. */
    IP("ip", new IpAddresses()),
    /** Payment cards whose check digit is right. */
    CARD("card", new Cards()),
    /** International bank account numbers whose check digits are right. */
    IBAN("iban", new Ibans()),
    /** Chinese identity numbers whose check character is right. */
    CHINESE_ID("chinese-id", new ChineseIds()),
    /** Social security numbers of the United States. */
    US_SSN("us-ssn", new SocialSecurity()),
    /** Passport numbers, Chinese ones and those that are called so. */
    PASSPORT("passport", new Passports()),
    /** Telephone numbers: international, Chinese, North American, and what is called one. */
    PHONE("phone", new Phones()),
    /** Keys, tokens and passwords; a find has a kind of its own, such as {@code sk-key}: see {@link Secrets}. */
    SECRET("secret", (text, finds) -> Secrets.scan(text, finds));

    private final String label;
    private final Scanner scanner;

    Pii(String label, Scanner scanner) {
        this.label = label;
        this.scanner = scanner;
    }

    /** The kind of its finds, such as {@code chinese-id}. */
    public String label() {
        return label;
    }

    /** What was found of some kinds, from left to right; where finds overlap, the longest counts. */
    static List<Found> find(String text, Iterable<Pii> kinds) {
        String plain = Narrow.of(text);
        Finds finds = new Finds();
        for (Pii kind : kinds) {
            kind.scanner.scan(plain, finds);
        }
        return finds.toList();
    }
}
