package io.llmops.core.guard;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The characters of a word list, numbered from 1, the most frequent first, so that the arrays of the automaton stay
 * dense. All characters that fold to one have its number; those of no word have 0.
 */
final class Alphabet {

    private static final int CHARS = 1 << 16;

    private Alphabet() {}

    /** The number of each UTF-16 unit. */
    static char[] of(List<String> words) {
        int[] frequency = new int[CHARS];
        for (String word : words) {
            for (int i = 0; i < word.length(); i++) {
                frequency[Folding.fold(word.charAt(i))]++;
            }
        }
        Integer[] used = IntStream.range(0, CHARS)
                .filter(c -> frequency[c] > 0)
                .boxed()
                .sorted(Comparator.comparing(c -> -frequency[c]))
                .toArray(Integer[]::new);
        char[] numbers = new char[CHARS];
        for (int i = 0; i < used.length; i++) {
            numbers[used[i]] = (char) (i + 1);
        }
        char[] all = new char[CHARS];
        for (int c = 0; c < CHARS; c++) {
            all[c] = numbers[Folding.fold((char) c)];
        }
        return all;
    }

    /** The highest number. */
    static int size(char[] symbols) {
        int max = 0;
        for (char symbol : symbols) {
            max = Math.max(max, symbol);
        }
        return max;
    }

    static char[] encode(String word, char[] symbols) {
        char[] encoded = new char[word.length()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = symbols[word.charAt(i)];
        }
        return encoded;
    }
}
