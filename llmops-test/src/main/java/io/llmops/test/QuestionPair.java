package io.llmops.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Two questions for testing what takes one for the other, such as a semantic cache.
 *
 * @param kind in what a near miss differs: number, date, negation, name, direction, kind (of answer wanted), adversarial; the language of
 *     a paraphrase: en, zh
 * @param first one question
 * @param second the other
 */
public record QuestionPair(String kind, String first, String second) {

    /** 200 pairs, half of them English and half Chinese, that look alike and must never share an answer. */
    public static List<QuestionPair> nearMisses() {
        return read("near-misses.tsv");
    }

    /** 261 more that must not, made against rules that go by the words of a question. */
    public static List<QuestionPair> adversarial() {
        return read("adversarial.tsv");
    }

    /** 80 pairs, half of them English and half Chinese, that ask the same in other words. */
    public static List<QuestionPair> paraphrases() {
        return read("paraphrases.tsv");
    }

    private static List<QuestionPair> read(String resource) {
        try (InputStream in = QuestionPair.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, resource), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new QuestionPair(cells[0], cells[1], cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " of llmops-test cannot be read", e);
        }
    }
}
