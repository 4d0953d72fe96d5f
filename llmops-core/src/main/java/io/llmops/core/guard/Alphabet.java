package io.llmops.core.guard;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The characters of a word list, numbered: those that can be repeated first, within that the most frequent first, so that
 * the arrays of the automaton stay dense. All characters that fold to one have its number.
 */
final class Alphabet {

    /** Not in any word. */
    static final char NONE = 0;
    /** Stands between the parts of a word; letters that can be repeated come right behind it. */
    static final char GAP = 1;

    /** The number of each UTF-16 unit. */
    final char[] symbols = new char[Folding.CHARS];
    /** The highest number of a letter that can be repeated. */
    final int repeatable;
    /** The number of a break. */
    final int breaks;
    /** The highest number. */
    final int size;

    Alphabet(Collection<String> keys) {
        int[] frequency = new int[Folding.CHARS];
        for (String key : keys) {
            for (int i = 0; i < key.length(); i++) {
                frequency[key.charAt(i)]++;
            }
        }
        frequency[Spelling.BREAK]++;
        int[] used = IntStream.range(0, Folding.CHARS)
                .filter(c -> frequency[c] > 0)
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(c -> Kind.of((char) (int) c) != Kind.SPACED)
                        .thenComparing(c -> -frequency[c]))
                .mapToInt(Integer::intValue)
                .toArray();
        char[] numbers = new char[Folding.CHARS];
        int letters = 0;
        for (int i = 0; i < used.length; i++) {
            numbers[used[i]] = (char) (GAP + 1 + i);
            letters += Kind.of((char) used[i]) == Kind.SPACED ? 1 : 0;
        }
        this.repeatable = GAP + letters;
        this.size = GAP + used.length;
        this.breaks = numbers[Spelling.BREAK];
        for (int c = 0; c < symbols.length; c++) {
            symbols[c] = Kind.between((char) c) ? GAP : numbers[Folding.fold((char) c)];
        }
    }

    char[] encode(String key) {
        char[] encoded = new char[key.length()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = key.charAt(i) == Spelling.BREAK ? (char) breaks : symbols[key.charAt(i)];
        }
        return encoded;
    }
}
