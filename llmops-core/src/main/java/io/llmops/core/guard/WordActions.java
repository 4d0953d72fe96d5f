package io.llmops.core.guard;

import io.llmops.api.ledger.Severity;
import io.llmops.core.guard.SensitiveWords.Action;
import io.llmops.core.guard.SensitiveWords.Match;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is done about words: that of their category, else that of their severity, else the general action. Immutable. */
final class WordActions {

    static final WordActions MASKING = new WordActions(Action.MASK, Map.of(), Map.of(), SensitiveWords.REPLACEMENT);

    private final Action general;
    private final Map<String, Action> byCategory;
    private final Map<Severity, Action> bySeverity;
    private final String replacement;

    private WordActions(
            Action general, Map<String, Action> byCategory, Map<Severity, Action> bySeverity, String replacement) {
        this.general = general;
        this.byCategory = byCategory;
        this.bySeverity = bySeverity;
        this.replacement = replacement;
    }

    WordActions with(Action action) {
        return new WordActions(action, byCategory, bySeverity, replacement);
    }

    WordActions with(String category, Action action) {
        Map<String, Action> more = new HashMap<>(byCategory);
        more.put(category, action);
        return new WordActions(general, more, bySeverity, replacement);
    }

    WordActions with(Severity severity, Action action) {
        Map<Severity, Action> more = new EnumMap<>(Severity.class);
        more.putAll(bySeverity);
        more.put(severity, action);
        return new WordActions(general, byCategory, more, replacement);
    }

    WordActions withReplacement(String text) {
        return new WordActions(general, byCategory, bySeverity, text);
    }

    Action general() {
        return general;
    }

    /** Whether no text is ever changed or refused. */
    boolean onlyLogs() {
        return general == Action.LOG
                && byCategory.values().stream().allMatch(a -> a == Action.LOG)
                && bySeverity.values().stream().allMatch(a -> a == Action.LOG);
    }

    Match match(Entry e, int start, int end) {
        Action action = byCategory.getOrDefault(e.category(), bySeverity.getOrDefault(e.severity(), general));
        return new Match(e.word(), e.category(), e.severity(), action, start, end);
    }

    /** A part of a text with what is in it done to it; a match that is to be refused ends it. */
    String apply(String text, int from, int to, List<Match> matches) {
        if (matches.isEmpty()) {
            return text.substring(from, to);
        }
        StringBuilder out = new StringBuilder(to - from);
        int at = from;
        for (Match m : matches) {
            out.append(text, at, m.start());
            at = m.end();
            switch (m.action()) {
                case REFUSE -> {
                    return out.toString();
                }
                case MASK -> out.append("*".repeat(text.codePointCount(m.start(), m.end())));
                case REPLACE -> out.append(replacement);
                case LOG -> out.append(text, m.start(), m.end());
            }
        }
        return out.append(text, at, to).toString();
    }
}
