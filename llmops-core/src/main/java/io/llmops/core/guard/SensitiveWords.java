package io.llmops.core.guard;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.Severity;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the words of a lexicon in a text, however they are written, with their categories and positions, in one pass
 * whose cost is linear in the text. Thread-safe; immutable, but for the words of {@linkplain #watch watched} files.
 *
 * <ul>
 *   <li>Case, full and half width, circled and other compatible forms are the same, as are digits and Chinese numerals,
 *       and traditional and simplified characters where llmops-opencc is on the class path.
 *   <li>Symbols, white space and the like between characters do not count, up to four units at a place, where they do not
 *       separate words: "f-u-c-k", "夜*莺" and "夜 莺" are found, "the pen is" has no "penis". Those in a lexicon's word
 *       do not count either.
 *   <li>A Latin, Greek or Cyrillic letter may be repeated three times and more.
 *   <li>Matches do not overlap: from left to right, at each position the longest word counts. Words inside of an
 *       {@linkplain Builder#allow allowed} one do not count.
 *   <li>A word that begins or ends with a Latin, Greek or Cyrillic letter matches whole words only: "Nightjar" is found
 *       in "Nightjar's" and "夜Nightjar计划", not in "Nightjars". A letter beside a digit ends a word, so "QQ" is found
 *       in "QQ12345"; a digit beside a digit does not, so "AK47" is not found in "AK475".
 *   <li>Positions count UTF-16 units of the text as it was given.
 * </ul>
 *
 * <pre>{@code
 * SensitiveWords words = SensitiveWords.builder().word("夜莺计划", "project").build();
 * String masked = words.mask("What is 夜-莺-計劃?");      // What is ******?
 * }</pre>
 */
public final class SensitiveWords implements Guard {

    /** The category of words that have none: {@value}. */
    public static final String DEFAULT_CATEGORY = "general";

    /** Longest word, in UTF-16 units: {@value}. */
    public static final int MAX_WORD_LENGTH = 1_000;

    /** What stands for a word whose action is {@link Action#REPLACE}, unless told otherwise: {@value}. */
    public static final String REPLACEMENT = "[removed]";

    /** What is done about a match. */
    public enum Action {
        /** Replace each matched character by {@code *} and go on. */
        MASK,
        /** Put the replacement in the match's place and go on. */
        REPLACE,
        /** Refuse the call with a {@link io.llmops.api.exception.GuardrailException}; leave the passage out. */
        REFUSE,
        /** Leave the text as it is; the ledger has the match. */
        LOG
    }

    /**
     * A word that was found.
     *
     * @param word the word as the lexicon has it
     * @param category its category
     * @param severity its severity
     * @param action what is to be done about it
     * @param start index of its first UTF-16 unit in the text
     * @param end index after its last UTF-16 unit
     */
    public record Match(String word, String category, Severity severity, Action action, int start, int end) {}

    private final Supplier<WordList> words;
    private final WordActions actions;

    private SensitiveWords(Supplier<WordList> words, WordActions actions) {
        this.words = words;
        this.actions = actions;
    }

    /**
     * Reads a lexicon in UTF-8. On each line there is a word and, after tabs, its category and its severity ({@code low},
     * {@code medium} or {@code high}) if it has them; an {@linkplain Builder#allow allowed} word has an exclamation mark
     * before it. Blank lines and lines that begin with {@code #} are skipped.
     *
     * @throws ConfigurationException if the file cannot be read, or a line has another form; with the line's number
     */
    public static SensitiveWords of(Path lexicon) {
        return builder().lexicon(lexicon).build();
    }

    /**
     * Reads a lexicon as {@link #of(Path)} does; the reader is not closed.
     *
     * @throws ConfigurationException if a line has another form; with the line's number
     * @throws UncheckedIOException if the reader fails
     */
    public static SensitiveWords of(Reader lexicon) {
        return builder().lexicon(lexicon).build();
    }

    /**
     * Reads lexicons as {@link #of(Path)} does, and again where they have changed: within a second of a change new texts
     * are searched for the new words. The first to search after it reads them. While a file is broken or away the last
     * good words stay, and {@link #problem} says why. A file is best changed by moving a new one into its place.
     *
     * @throws ConfigurationException if a file cannot be read, or a line has another form; with the line's number
     */
    public static SensitiveWords watch(Path lexicon, Path... more) {
        List<Path> files = new ArrayList<>(List.of(lexicon));
        files.addAll(Arrays.asList(more));
        return watch(files, Clock.systemUTC());
    }

    static SensitiveWords watch(List<Path> files, Clock clock) {
        return new SensitiveWords(new LexiconFiles(files, clock), WordActions.MASKING);
    }

    /** A builder without words. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy that does so about words for whose category and severity nothing else is set; {@link Action#MASK} at first. */
    public SensitiveWords action(Action action) {
        return new SensitiveWords(words, actions.with(requireNonNull(action, "action")));
    }

    /** A copy that does so about words of a category, whatever their severity. */
    public SensitiveWords action(String category, Action action) {
        return new SensitiveWords(
                words, actions.with(requireNonNull(category, "category"), requireNonNull(action, "action")));
    }

    /** A copy that does so about words of a severity, where nothing is set for their category. */
    public SensitiveWords action(Severity severity, Action action) {
        return new SensitiveWords(
                words, actions.with(requireNonNull(severity, "severity"), requireNonNull(action, "action")));
    }

    /** A copy that puts this in the place of words whose action is {@link Action#REPLACE}; {@value #REPLACEMENT} at first. */
    public SensitiveWords replacement(String text) {
        return new SensitiveWords(words, actions.withReplacement(requireNonNull(text, "text")));
    }

    /** What is done about words for whose category and severity nothing else is set. */
    public Action action() {
        return actions.general();
    }

    /** Whether no text is ever changed or refused, whatever is found. */
    public boolean onlyLogs() {
        return actions.onlyLogs();
    }

    /** How many words there are, allowed ones left out. */
    public int size() {
        return words.get().size();
    }

    /** Why the present state of a watched file is not in use; empty where it is, and where nothing is watched. */
    public Optional<String> problem() {
        return words instanceof LexiconFiles files ? files.problem() : Optional.empty();
    }

    @Override
    public Verdict check(String text, GuardContext context) {
        return WordVerdict.of(this, text);
    }

    @Override
    public GuardStream stream(GuardContext context) {
        return WordVerdict.stream(this, context);
    }

    /** The matches, from left to right; none overlap. */
    public List<Match> find(CharSequence text) {
        return find(text.toString(), actions);
    }

    /** The matches, and the text with their actions applied. */
    public ScreenedText screen(String text) {
        List<Match> matches = find(text);
        return new ScreenedText(actions.apply(text, 0, text.length(), matches), matches);
    }

    /** The text with each matched character, of one or two UTF-16 units, replaced by {@code *}, whatever the actions are. */
    public String mask(String text) {
        return WordActions.MASKING.apply(text, 0, text.length(), find(text, WordActions.MASKING));
    }

    private List<Match> find(String text, WordActions actions) {
        WordList list = words.get();
        List<Match> matches = new ArrayList<>();
        list.find(text, (word, start, end) -> matches.add(actions.match(list.entry(word), start, end)));
        return Collections.unmodifiableList(matches);
    }

    /** For a text that comes in parts. Its words are those of now, also where a watched file changes meanwhile. */
    public WordStream stream() {
        return new WordStream(words.get(), actions);
    }

    /** How many words there are, and the general action; never the words. */
    @Override
    public String toString() {
        return "SensitiveWords[" + size() + " words, " + action() + "]";
    }

    /** Builds {@link SensitiveWords}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a word of {@link Severity#MEDIUM}; see {@link #word(String, String, Severity)}. */
        public Builder word(String word, String category) {
            return word(word, category, Severity.MEDIUM);
        }

        /**
         * Adds a word. Of words that are found in the same texts, the first one counts.
         *
         * @throws IllegalArgumentException if {@code word} or {@code category} is blank, the word is longer than
         *     {@value SensitiveWords#MAX_WORD_LENGTH}, or little or nothing of it is left without its symbols
         */
        public Builder word(String word, String category, Severity severity) {
            if (category.isBlank()) {
                throw new IllegalArgumentException("a word and its category must not be blank");
            }
            return add(new Entry(word, category, requireNonNull(severity, "severity"), false));
        }

        /**
         * Adds a word in which no other counts, such as 水枪 (a toy) where 枪 is looked for. It is itself no match.
         *
         * @throws IllegalArgumentException as {@link #word(String, String, Severity)} says
         */
        public Builder allow(String word) {
            return add(new Entry(word, "", Severity.LOW, true));
        }

        /**
         * Adds the words of a file, as {@link SensitiveWords#of(Path)} reads it.
         *
         * @throws ConfigurationException if the file cannot be read, or a line has another form; with the line's number
         */
        public Builder lexicon(Path file) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return lexicon(reader);
            } catch (IOException | UncheckedIOException e) {
                throw new ConfigurationException("cannot read the lexicon " + file + ": is it there, and in UTF-8?", e);
            } catch (ConfigurationException e) {
                throw new ConfigurationException(file + ": " + e.getMessage(), e);
            }
        }

        /**
         * Adds the words of a lexicon, as {@link SensitiveWords#of(Path)} reads it; the reader is not closed.
         *
         * @throws ConfigurationException if a line has another form; with the line's number
         * @throws UncheckedIOException if the reader fails
         */
        public Builder lexicon(Reader reader) {
            try {
                Lexicon.read(reader, this);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The words; the builder may be used on. */
        public SensitiveWords build() {
            WordList list = list();
            return new SensitiveWords(() -> list, WordActions.MASKING);
        }

        WordList list() {
            return new WordList(List.copyOf(entries.values()));
        }

        private Builder add(Entry entry) {
            String word = entry.word();
            if (word.isBlank()) {
                throw new IllegalArgumentException("a word and its category must not be blank");
            }
            if (word.length() > MAX_WORD_LENGTH) {
                throw new IllegalArgumentException(
                        "a word of " + word.length() + " characters is longer than " + MAX_WORD_LENGTH);
            }
            String identity = Spelling.of(word).identity();
            if (identity.isEmpty()
                    || (identity.length() == 1 && word.length() > 1 && Kind.spaced(identity.charAt(0)))) {
                throw new IllegalArgumentException("symbols in a word do not count, and without them '" + identity
                        + "' is left: a word needs two letters or digits, or one of a script without spaces");
            }
            entries.putIfAbsent((entry.allowed() ? "!" : "") + identity, entry);
            return this;
        }
    }
}
