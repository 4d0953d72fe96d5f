package io.llmops.core.guard.pii;

import java.util.List;
import java.util.Set;

/** What is put in place of a find. */
@FunctionalInterface
interface Replacement {

    /** Kinds whose last four characters stay when they are masked, as people know them by these. */
    Set<String> SHOWN = Set.of(Pii.CARD.label(), Pii.IBAN.label(), Pii.PHONE.label());

    /** How many characters of those stay. */
    int SHOWN_LENGTH = 4;

    /** Its kind in brackets. */
    Replacement REDACT = (text, found) -> "[" + found.kind() + "]";

    /** An asterisk for each letter and digit. */
    Replacement MASK = (text, found) -> {
        StringBuilder out = new StringBuilder();
        int shown = SHOWN.contains(found.kind()) ? SHOWN_LENGTH : 0;
        for (int i = found.end() - 1; i >= found.start(); i--) {
            char c = text.charAt(i);
            boolean stays = !Character.isLetterOrDigit(c);
            out.append(stays || shown > 0 ? c : '*');
            shown -= stays ? 0 : 1;
        }
        return out.reverse().toString();
    };

    /** @param text the text that it was found in */
    String of(String text, Found found);

    /** The text with every find replaced. */
    static String apply(String text, List<Found> finds, Replacement replacement) {
        if (finds.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Found f : finds) {
            out.append(text, from, f.start()).append(replacement.of(text, f));
            from = f.end();
        }
        return out.append(text, from, text.length()).toString();
    }
}
