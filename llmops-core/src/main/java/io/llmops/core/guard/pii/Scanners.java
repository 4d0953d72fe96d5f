package io.llmops.core.guard.pii;

import java.util.List;

/** The scanner of each kind, and what they find together. */
final class Scanners {

    private static final Scanner EMAILS = new Emails();
    private static final Scanner ADDRESSES = new IpAddresses();
    private static final Scanner CARDS = new Cards();
    private static final Scanner IBANS = new Ibans();
    private static final Scanner CHINESE_IDS = new ChineseIds();
    private static final Scanner SOCIAL_SECURITY = new SocialSecurity();
    private static final Scanner PASSPORTS = new Passports();
    private static final Scanner PHONES = new Phones();

    private Scanners() {}

    /** What was found of some kinds, from left to right; where finds overlap, the longest counts, of equal ones the first. */
    static List<Found> find(String text, Iterable<Pii> kinds) {
        String plain = Narrow.of(text);
        Finds finds = new Finds();
        for (Pii kind : kinds) {
            of(kind).scan(plain, finds);
        }
        return finds.toList();
    }

    private static Scanner of(Pii kind) {
        return switch (kind) {
            case EMAIL -> EMAILS;
            case IP -> ADDRESSES;
            case CARD -> CARDS;
            case IBAN -> IBANS;
            case CHINESE_ID -> CHINESE_IDS;
            case US_SSN -> SOCIAL_SECURITY;
            case PASSPORT -> PASSPORTS;
            case PHONE -> PHONES;
            case SECRET -> Secrets::scan;
        };
    }
}
