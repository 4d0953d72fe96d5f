package io.llmops.rag.split;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Sentences of a text in a Western language or in Chinese, or both mixed.
 *
 * <p>A sentence ends at {@code 。！？；…} or at {@code . ! ?} followed by a blank and no lower-case letter, closing quotes
 * included. Common English abbreviations ({@code Dr.}, {@code e.g.}), initials, decimal points and host names do not end
 * one. A blank line, a list item and a heading end the sentence before them; other line breaks do not. A row of a table
 * (with {@code |} or tabs between its cells) is one sentence.
 */
public final class Sentences {

    private Sentences() {}

    /**
     * The sentences in order, each as it stands in the text without blanks at its ends; none for a blank text. Nothing
     * but blanks is lost.
     */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        for (Span span : spans(requireNonNull(text, "text"))) {
            sentences.add(span.in(text));
        }
        return List.copyOf(sentences);
    }

    static List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        for (Block block : Block.of(text)) {
            spans.addAll(block.whole() ? List.of(block.span()) : SentenceScanner.scan(text, block.span()));
        }
        return spans;
    }
}
