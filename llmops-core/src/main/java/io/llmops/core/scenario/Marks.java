package io.llmops.core.scenario;

import java.security.SecureRandom;

/** Marks that enclose passages in one request; a document cannot guess them. */
final class Marks {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12;

    private Marks() {}

    static String next() {
        StringBuilder mark = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            mark.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return mark.toString();
    }
}
