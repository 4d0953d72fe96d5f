package io.llmops.core.guard;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the words of a lexicon in a text, with their categories and positions, in one pass whose cost is linear in the
 * text. Immutable and thread-safe.
 *
 * <ul>
 *   <li>Upper and lower case are the same, and so are full and half width.
 *   <li>Matches do not overlap: from left to right, at each position the longest word counts.
 *   <li>A word that begins or ends with a Latin, Greek or Cyrillic letter matches whole words only: "Nightjar" is found
 *       in "Nightjar's" and "夜Nightjar计划", not in "Nightjars". A letter beside a digit ends a word, so "QQ" is found
 *       in "QQ12345"; a digit beside a digit does not, so "AK47" is not found in "AK475".
 *   <li>Positions count UTF-16 units of the text as it was given.
 * </ul>
 *
 * <pre>{@code
 * SensitiveWords words = SensitiveWords.builder().word("夜莺计划", "project").build();
 * String masked = words.mask("What is 夜莺计划?");      // What is ****?
 * }</pre>
 */
public final class SensitiveWords implements Guard {

    /** The category of words that have none: {@value}. */
    public static final String DEFAULT_CATEGORY = "general";

    /** Longest word, in UTF-16 units: {@value}. */
    public static final int MAX_WORD_LENGTH = 1_000;

    /** What a scenario does about a match. */
    public enum Action {
        /** Replace each matched character by {@code *} and go on. */
        MASK,
        /** Refuse the call with a {@link io.llmops.api.exception.GuardrailException}. */
        REFUSE,
        /** Leave the text as it is; the ledger has the match. */
        LOG
    }

    /**
     * A word that was found.
     *
     * @param word the word as the lexicon has it
     * @param category its category
     * @param start index of its first UTF-16 unit in the text
     * @param end index after its last UTF-16 unit
     */
    public record Match(String word, String category, int start, int end) {}

    private record Entry(String word, String category) {}

    private final List<Entry> entries;
    private final Automaton automaton;
    private final int[] lengths;
    private final int longest;
    private final Action action;

    private SensitiveWords(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.automaton = new Automaton(entries.stream().map(Entry::word).toList());
        this.lengths = entries.stream().mapToInt(e -> e.word().length()).toArray();
        this.longest = entries.stream().mapToInt(e -> e.word().length()).max().orElse(0);
        this.action = Action.MASK;
    }

    private SensitiveWords(SensitiveWords from, Action action) {
        this.entries = from.entries;
        this.automaton = from.automaton;
        this.lengths = from.lengths;
        this.longest = from.longest;
        this.action = action;
    }

    /**
     * Reads a lexicon in UTF-8: a word on each line, after it a tab and its category if it has one; blank lines and
     * lines that begin with {@code #} are skipped.
     *
     * @throws ConfigurationException if the file cannot be read, or a line has another form; with the line's number
     */
    public static SensitiveWords of(Path lexicon) {
        try (Reader reader = Files.newBufferedReader(lexicon, StandardCharsets.UTF_8)) {
            return of(reader);
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigurationException("cannot read the lexicon " + lexicon + ": is it there, and in UTF-8?", e);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(lexicon + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a lexicon as {@link #of(Path)} does; the reader is not closed.
     *
     * @throws ConfigurationException if a line has another form; with the line's number
     * @throws UncheckedIOException if the reader fails
     */
    public static SensitiveWords of(Reader lexicon) {
        Builder builder = builder();
        try {
            Lexicon.read(lexicon, builder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }

    /** A builder without words. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy that has a scenario act so; {@link Action#MASK} by default. */
    public SensitiveWords action(Action action) {
        return new SensitiveWords(this, requireNonNull(action, "action"));
    }

    /** What a scenario does about a match. */
    public Action action() {
        return action;
    }

    /** How many words there are. */
    public int size() {
        return entries.size();
    }

    @Override
    public Verdict check(String text, GuardContext context) {
        return WordVerdict.of(this, text);
    }

    @Override
    public GuardStream stream(GuardContext context) {
        return action == Action.LOG ? GuardStream.open() : Guard.super.stream(context);
    }

    /** The matches, from left to right; none overlap. */
    public List<Match> find(CharSequence text) {
        String string = text.toString();
        List<Match> matches = new ArrayList<>();
        LeftmostLongest choice = new LeftmostLongest(
                lengths,
                longest,
                (start, end) -> isWhole(string, start, end),
                (word, start, end) -> matches.add(
                        new Match(entries.get(word).word(), entries.get(word).category(), start, end)));
        automaton.scan(string, choice);
        choice.finish();
        return matches;
    }

    /** The text with each matched character, of one or two UTF-16 units, replaced by {@code *}. */
    public String mask(String text) {
        List<Match> matches = find(text);
        if (matches.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Match m : matches) {
            out.append(text, from, m.start()).append("*".repeat(text.codePointCount(m.start(), m.end())));
            from = m.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    private static boolean isWhole(String text, int start, int end) {
        return (start == 0 || Folding.isBoundary(text.charAt(start), text.charAt(start - 1)))
                && (end == text.length() || Folding.isBoundary(text.charAt(end - 1), text.charAt(end)));
    }

    /** How many words there are, and the action; never the words. */
    @Override
    public String toString() {
        return "SensitiveWords[" + entries.size() + " words, " + action + "]";
    }

    /** Builds {@link SensitiveWords}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a word. Of words that differ by case or width only, the first one counts.
         *
         * @throws IllegalArgumentException if {@code word} or {@code category} is blank, or the word is longer than
         *     {@value SensitiveWords#MAX_WORD_LENGTH}
         */
        public Builder word(String word, String category) {
            if (word.isBlank() || category.isBlank()) {
                throw new IllegalArgumentException("a word and its category must not be blank");
            }
            if (word.length() > MAX_WORD_LENGTH) {
                throw new IllegalArgumentException(
                        "a word of " + word.length() + " characters is longer than " + MAX_WORD_LENGTH);
            }
            entries.putIfAbsent(folded(word), new Entry(word, category));
            return this;
        }

        /** The words; the builder may be used on. */
        public SensitiveWords build() {
            return new SensitiveWords(new ArrayList<>(entries.values()));
        }

        private static String folded(String word) {
            StringBuilder out = new StringBuilder(word.length());
            for (int i = 0; i < word.length(); i++) {
                out.append(Folding.fold(word.charAt(i)));
            }
            return out.toString();
        }
    }
}
