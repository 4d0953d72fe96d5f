package io.llmops.rag.split;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a sentence that is too long: at clauses, else at blanks, else between what readers see as characters. */
final class LongSpan {

    private enum Level {
        CLAUSE,
        WORD,
        CHARACTER
    }

    private final String text;
    private final int limit;

    LongSpan(String text, int limit) {
        this.text = text;
        this.limit = limit;
    }

    /** The span in pieces of at most {@code limit}. */
    List<Span> cut(Span span) {
        List<Span> pieces = new ArrayList<>();
        cut(span, 0, pieces);
        return pieces;
    }

    private void cut(Span span, int level, List<Span> out) {
        if (level >= Level.values().length || Weight.of(text, span.start(), span.end()) <= limit) {
            out.add(span); // a single character that is heavier than the limit stays whole
            return;
        }
        int start = span.start();
        int end = start;
        int weight = 0;
        for (int border : borders(span, Level.values()[level])) {
            int piece = Weight.of(text, end, border);
            if (end > start && weight + piece > limit) {
                add(span, start, end, level, out);
                start = end;
                weight = 0;
            }
            weight += piece;
            end = border;
        }
        add(span, start, span.end(), level, out);
    }

    private void add(Span whole, int start, int end, int level, List<Span> out) {
        Span piece = Span.trimmed(text, start, end, whole.opensParagraph() && start == whole.start());
        if (!piece.isEmpty()) {
            cut(piece, level + 1, out);
        }
    }

    private List<Integer> borders(Span span, Level level) {
        List<Integer> borders = new ArrayList<>();
        if (level == Level.CHARACTER) {
            BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
            characters.setText(span.in(text));
            characters.first();
            for (int at = characters.next(); at != BreakIterator.DONE; at = characters.next()) {
                borders.add(span.start() + at);
            }
            return borders;
        }
        for (int at = span.start(); at < span.end(); at++) {
            char c = text.charAt(at);
            boolean blankNext = at + 1 < span.end() && Character.isWhitespace(text.charAt(at + 1));
            if (level == Level.WORD ? Character.isWhitespace(c) : isClauseEnd(c, blankNext)) {
                borders.add(at + 1);
            }
        }
        borders.add(span.end());
        return borders;
    }

    private static boolean isClauseEnd(char c, boolean blankNext) {
        return "，、：；—".indexOf(c) >= 0 || (blankNext && ",;:|".indexOf(c) >= 0);
    }
}
