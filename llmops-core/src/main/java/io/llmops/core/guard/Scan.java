package io.llmops.core.guard;

/**
 * One pass of a word list over a text. What stands between characters is skipped, a repeated letter counts once, and
 * where words are separated the automaton sees a break. Used once.
 */
final class Scan {

    /** So many undecided occurrences are kept before those that can be decided are. */
    private static final int MANY = 4_096;

    private final WordList words;
    private final Automaton automaton;
    private final char[] symbols;
    private final String text;
    private final int from;
    private final boolean ended;
    private final Occurrences found;
    private final Walk walk;
    private int firstOpen = Integer.MAX_VALUE;

    /**
     * @param from where words may begin; what is before it only tells whether they are whole
     * @param ended whether the text is whole; else more may follow
     */
    Scan(WordList words, String text, int from, boolean ended, Occurrences found) {
        this.words = words;
        this.automaton = words.automaton;
        this.symbols = words.alphabet.symbols;
        this.text = text;
        this.from = from;
        this.ended = ended;
        this.found = found;
        this.walk = new Walk(text, ended);
    }

    /** Reports what is found. All that begins before the result is found; a scan of more text may begin there. */
    int run() {
        int repeatable = words.alphabet.repeatable;
        int length = text.length();
        int state = Automaton.ROOT;
        int last = Alphabet.NONE;
        int count = 0;
        int i = from;
        while (i < length) {
            int symbol = symbols[text.charAt(i)];
            if (symbol == Alphabet.GAP) {
                int next = Gap.end(text, i);
                if (next == length) {
                    break;
                }
                if (state != Automaton.ROOT || count > Gap.LONGEST_RUN) {
                    int gap = Gap.between(text, i - 1, next, ended);
                    if (gap == Gap.UNKNOWN) {
                        break;
                    }
                    if (gap != Gap.JOINED) {
                        state = gap == Gap.BREAK ? automaton.afterBreak(state) : Automaton.ROOT;
                        last = Alphabet.NONE;
                        count = 0;
                    }
                }
                i = next;
                continue;
            }
            if (symbol == last && symbol <= repeatable && symbol != Alphabet.NONE) {
                count++;
                state = count > Gap.LONGEST_RUN ? Automaton.ROOT : state;
            } else if (symbol == Alphabet.NONE) {
                state = Automaton.ROOT;
                last = Alphabet.NONE;
                count = 0;
            } else {
                last = symbol;
                count = 1;
                state = automaton.next(state, symbol);
                if (automaton.reports(state) && !(symbol <= repeatable && goesOn(i))) {
                    report(state, i);
                }
            }
            i++;
        }
        return ended ? length : Math.min(firstOpen, undecided(state, count, i));
    }

    /** Whether a letter has another one behind it, so that no word ends here. */
    private boolean goesOn(int at) {
        int next = at + 1;
        return next < text.length()
                && Kind.of(text.charAt(next)) == Kind.SPACED
                && symbols[text.charAt(next)] != symbols[text.charAt(at)];
    }

    /** Where a key that goes on in text to come can begin. */
    private int undecided(int state, int count, int end) {
        boolean tooOften = count > Gap.LONGEST_RUN;
        int depth = automaton.depth(state);
        if (end == from || (depth == 0 && !tooOften)) {
            return text.length();
        }
        return tooOften ? walk.runBack(end - 1, Gap.LONGEST_RUN + 1) : walk.earliest(end - 1, depth);
    }

    private void report(int state, int at) {
        int s = automaton.reporting(state);
        while (s != Automaton.NONE) {
            for (WordList.Spelled word : words.words(automaton.key(s))) {
                report(word, at);
            }
            s = automaton.nextReporting(s);
        }
        if (found.size() >= MANY) {
            found.decide(Math.min(firstOpen, walk.earliest(at, automaton.depth(state))));
        }
    }

    private void report(WordList.Spelled word, int at) {
        byte[] runs = word.spelling().runs();
        int end = walk.end(at, runs[runs.length - 1], word.spelling().unbroken());
        if (end == Walk.NOT) {
            return;
        }
        if (end == Walk.OPEN) {
            firstOpen = Math.min(firstOpen, walk.earliest(at, runs.length));
            return;
        }
        int start = walk.start(at, word.spelling());
        if (start >= from) {
            found.found(word.entry(), start, end);
        }
    }
}
