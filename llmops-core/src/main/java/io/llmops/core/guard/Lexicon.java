package io.llmops.core.guard;

import io.llmops.api.exception.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Reads a word list: a word and, after a tab, its category on each line; lines that begin with # are comments. */
final class Lexicon {

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
            String[] columns = text.split("\t", -1);
            try {
                if (columns.length > 2) {
                    throw new IllegalArgumentException(
                            "it has " + columns.length + " columns; a line is a word, or a word, a tab and a category");
                }
                String category = columns.length == 2 ? columns[1].strip() : "";
                into.word(columns[0].strip(), category.isEmpty() ? SensitiveWords.DEFAULT_CATEGORY : category);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("lexicon, line " + number + ": " + e.getMessage(), e);
            }
        }
    }
}
