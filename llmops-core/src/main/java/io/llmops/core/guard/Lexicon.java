package io.llmops.core.guard;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads a word list: a word and, after tabs, its category and its severity on each line; a word that words may be part of
 * behind an exclamation mark; lines that begin with # are comments.
 */
final class Lexicon {

    private static final int COLUMNS = 3;

    private Lexicon() {}

    static void read(Reader reader, SensitiveWords.Builder into) throws IOException {
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            try {
                add(text.split("\t", -1), into);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("lexicon, line " + number + ": " + e.getMessage(), e);
            }
        }
    }

    private static void add(String[] columns, SensitiveWords.Builder into) {
        if (columns.length > COLUMNS) {
            throw new IllegalArgumentException("it has " + columns.length
                    + " columns; a line is a word and, after tabs, its category and its severity");
        }
        String word = columns[0].strip();
        if (word.startsWith("!")) {
            if (columns.length > 1) {
                throw new IllegalArgumentException("an allowed word has no category");
            }
            into.allow(word.substring(1).strip());
            return;
        }
        String category = columns.length > 1 ? columns[1].strip() : "";
        into.word(
                word,
                category.isEmpty() ? SensitiveWords.DEFAULT_CATEGORY : category,
                severity(columns.length > 2 ? columns[2].strip() : ""));
    }

    private static Severity severity(String name) {
        if (name.isEmpty()) {
            return Severity.MEDIUM;
        }
        return Arrays.stream(Severity.values())
                .filter(s -> s.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("severity is '" + name + "'; there are low, medium and high"));
    }
}
