package io.llmops.core.prompt;

import io.llmops.core.prompt.PromptDiff.Kind;
import io.llmops.core.prompt.PromptDiff.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shortest way from one text to another by words (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
 * A word is a run of letters and digits, or a tag such as {@code {{question}}}; each Chinese, Japanese or Korean character, each other sign, and each run of
 * spaces is one by itself.
 */
final class WordDiff {

    private static final Pattern WORD = Pattern.compile(
            "\\{\\{[^{}\\r\\n]{1,200}\\}\\}|[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]"
                    + "|[\\p{L}\\p{M}\\p{N}_&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]+|\\R|[^\\S\\r\\n]+|.");

    /** More changed words than these are one replacement: nobody reads them singly, and their cost grows by the square. */
    private static final int MAX_CHANGES = 2_000;

    private WordDiff() {}

    /** Pieces in order; two of the same kind never follow each other. */
    static List<Piece> between(String from, String to) {
        List<String> a = words(from);
        List<String> b = words(to);
        int head = 0;
        while (head < Math.min(a.size(), b.size()) && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(a.size(), b.size()) - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        Pieces pieces = new Pieces();
        pieces.add(Kind.SAME, a.subList(0, head));
        middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), pieces);
        pieces.add(Kind.SAME, a.subList(a.size() - tail, a.size()));
        return pieces.list();
    }

    private static void middle(List<String> a, List<String> b, Pieces pieces) {
        List<int[]> rounds = a.isEmpty() || b.isEmpty() ? List.of() : rounds(a, b);
        if (rounds.isEmpty()) {
            pieces.add(Kind.REMOVED, a);
            pieces.add(Kind.ADDED, b);
            return;
        }
        List<Piece> backwards = new ArrayList<>();
        int x = a.size();
        int y = b.size();
        for (int d = rounds.size() - 1; d > 0; d--) {
            int[] before = rounds.get(d - 1);
            int k = x - y;
            boolean down = k == -d || (k != d && before[at(k - 1)] < before[at(k + 1)]);
            int fromX = before[at(down ? k + 1 : k - 1)];
            int fromY = fromX - (down ? k + 1 : k - 1);
            for (; x > fromX && y > fromY; x--, y--) {
                backwards.add(new Piece(Kind.SAME, a.get(x - 1)));
            }
            backwards.add(down ? new Piece(Kind.ADDED, b.get(y - 1)) : new Piece(Kind.REMOVED, a.get(x - 1)));
            x = fromX;
            y = fromY;
        }
        for (; x > 0; x--) {
            backwards.add(new Piece(Kind.SAME, a.get(x - 1)));
        }
        Collections.reverse(backwards);
        backwards.forEach(piece -> pieces.add(piece.kind(), List.of(piece.text())));
    }

    /** How far each diagonal reaches after 0, 1, 2... changes, until the end is reached; none if it takes too many. */
    private static List<int[]> rounds(List<String> a, List<String> b) {
        List<int[]> rounds = new ArrayList<>();
        int[] reach = new int[1];
        for (int d = 0; d <= Math.min(a.size() + b.size(), MAX_CHANGES); d++) {
            int[] next = Arrays.copyOf(reach, at(-d) + 2);
            for (int k = -d; k <= d; k += 2) {
                int x = d == 0
                        ? 0
                        : k == -d || (k != d && reach[at(k - 1)] < reach[at(k + 1)])
                                ? reach[at(k + 1)]
                                : reach[at(k - 1)] + 1;
                while (x < a.size() && x - k < b.size() && a.get(x).equals(b.get(x - k))) {
                    x++;
                }
                next[at(k)] = x;
                if (x >= a.size() && x - k >= b.size()) {
                    rounds.add(next);
                    return rounds;
                }
            }
            rounds.add(next);
            reach = next;
        }
        return List.of();
    }

    /** Where a diagonal is kept: 0, 1, -1, 2, -2... */
    private static int at(int diagonal) {
        return diagonal > 0 ? 2 * diagonal - 1 : -2 * diagonal;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /**
     * Puts words of one kind together; between two "same", what was removed stands before what was added. A space between
     * two words that both were replaced counts as replaced, since "[-one sentence-]{+two lines+}" reads better than pieces.
     */
    private static final class Pieces {
        private final List<Piece> done = new ArrayList<>();
        private final StringBuilder same = new StringBuilder();
        private final StringBuilder removed = new StringBuilder();
        private final StringBuilder added = new StringBuilder();
        private final StringBuilder gap = new StringBuilder();

        void add(Kind kind, List<String> words) {
            if (words.isEmpty()) {
                return;
            }
            String text = String.join("", words);
            if (kind != Kind.SAME) {
                done(Kind.SAME, same);
                removed.append(gap);
                added.append(gap);
                gap.setLength(0);
                (kind == Kind.REMOVED ? removed : added).append(text);
            } else if (gap.isEmpty() && isSpace(text) && !removed.isEmpty() && !added.isEmpty()) {
                gap.append(text);
            } else {
                changesDone();
                same.append(text);
            }
        }

        private static boolean isSpace(String text) {
            return text.isBlank() && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        }

        List<Piece> list() {
            changesDone();
            done(Kind.SAME, same);
            return List.copyOf(done);
        }

        private void changesDone() {
            done(Kind.REMOVED, removed);
            done(Kind.ADDED, added);
            same.append(gap);
            gap.setLength(0);
        }

        private void done(Kind kind, StringBuilder text) {
            if (!text.isEmpty()) {
                done.add(new Piece(kind, text.toString()));
                text.setLength(0);
            }
        }
    }
}
