package io.llmops.benchmarks.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Words and texts of Chinese and English that look like real ones, the same for a seed. */
final class SampleWords {

    private static final char FIRST_HAN = '\u4E00';
    private static final int COMMON_HAN = 3_000;
    private static final String ONSETS = "bcdfghjklmnprstvwz";
    private static final String VOWELS = "aeiou";
    private static final String[] CODAS = {"", "", "n", "r", "s", "l"};

    private final Random random;

    SampleWords(long seed) {
        this.random = new Random(seed);
    }

    /** Distinct words, three of five Chinese; lines of the files first. */
    List<String> words(int count, List<Path> files) {
        Set<String> words = new LinkedHashSet<>();
        for (Path file : files) {
            lines(file).stream().map(String::strip).filter(w -> w.length() > 1).forEach(words::add);
        }
        while (words.size() < count) {
            words.add(random.nextInt(5) < 3 ? han(2 + random.nextInt(5)) : latin(2 + random.nextInt(3)));
        }
        return new ArrayList<>(words).subList(0, count);
    }

    /** Running text, two of five words of it Chinese, one of fifty from the list; lines of about 200 characters, or one. */
    String text(int characters, List<String> words, boolean oneLine) {
        StringBuilder out = new StringBuilder(characters + 32);
        int line = 0;
        while (out.length() < characters) {
            int from = out.length();
            if (random.nextInt(50) == 0) {
                out.append(words.get(random.nextInt(words.size())));
            } else if (random.nextInt(5) < 2) {
                out.append(han(2 + random.nextInt(8)));
            } else {
                out.append(' ').append(latin(1 + random.nextInt(4)));
            }
            if (random.nextInt(12) == 0) {
                out.append(random.nextBoolean() ? "，" : ". ");
            }
            line += out.length() - from;
            if (!oneLine && line > 200) {
                out.append('\n');
                line = 0;
            }
        }
        return out.toString();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lower a character's number, the more often it comes. */
    private String han(int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            double r = random.nextDouble();
            out.append((char) (FIRST_HAN + (int) (r * r * COMMON_HAN)));
        }
        return out.toString();
    }

    private String latin(int syllables) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            out.append(ONSETS.charAt(random.nextInt(ONSETS.length())));
            out.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
            out.append(CODAS[random.nextInt(CODAS.length)]);
        }
        return out.toString();
    }
}
