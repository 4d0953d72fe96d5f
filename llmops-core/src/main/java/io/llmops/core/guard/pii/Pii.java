package io.llmops.core.guard.pii;

/** Kinds of what identifies a person, or opens a door. */
public enum Pii {
    /** E-mail addresses. */
    EMAIL("email"),
    /** Addresses of the internet protocol, versions 4 and 6. */
    IP("ip"),
    /** Payment cards whose check digit is right. */
    CARD("card"),
    /** International bank account numbers whose check digits are right. */
    IBAN("iban"),
    /** Chinese identity numbers whose check character is right. */
    CHINESE_ID("chinese-id"),
    /** Social security numbers of the United States. */
    US_SSN("us-ssn"),
    /** Passport numbers, Chinese ones and those that are called so. */
    PASSPORT("passport"),
    /** Telephone numbers: international, Chinese, North American, and what is called one. */
    PHONE("phone"),
    /** Keys, tokens and passwords; a find has a kind of its own, such as {@code sk-key}: see {@link Secrets}. */
    SECRET("secret");

    private final String label;

    Pii(String label) {
        this.label = label;
    }

    /** The kind of its finds, such as {@code chinese-id}. */
    public String label() {
        return label;
    }
}
