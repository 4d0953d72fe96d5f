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
    private final int repeatable;
    private final int breaks;
    private final char[] text;
    private final boolean ended;
    private final Occurrences found;
    private final Walk walk;
    private int firstOpen = Integer.MAX_VALUE;
    private int i;
    private int state = Automaton.ROOT;
    /** The last symbol, unless what came since keeps it from being repeated. */
    private int last = Alphabet.NONE;
    /** How often the last symbol has come. */
    private int count;
    /** From here on characters follow each other without gaps, and none is repeated. */
    private int plainFrom;

    /**
     * @param from where words may begin; what is before it only tells whether they are whole
     * @param ended whether the text is whole; else more may follow
     */
    Scan(WordList words, char[] text, int from, boolean ended, Occurrences found) {
        this.words = words;
        this.automaton = words.automaton;
        this.symbols = words.alphabet.symbols;
        this.text = text;
        this.repeatable = words.alphabet.repeatable;
        this.breaks = words.alphabet.breaks;
        this.ended = ended;
        this.found = found;
        this.walk = new Walk(text, ended);
        this.i = from;
        this.plainFrom = from;
        walk.forget(from);
    }

    /** Reports what is found. All that begins before the result is found; a scan of more text may begin there. */
    int run() {
        int length = text.length;
        while (i < length) {
            int symbol = symbols[text[i]];
            if (isUnspaced(symbol)) {
                unspaced();
            } else if (symbol != Alphabet.GAP) {
                spaced();
            } else if (!gap()) {
                break;
            }
        }
        return ended ? length : Math.min(firstOpen, undecided());
    }

    /** Goes on behind a gap; false if more text must come first. */
    private boolean gap() {
        int next = Gap.end(text, i);
        boolean far = next - i > Gap.LONGEST;
        if (next == text.length && !far) {
            return false;
        }
        if (state != Automaton.ROOT) {
            int gap = far ? Gap.FAR : Gap.between(text, i - 1, next, ended);
            if (gap == Gap.UNKNOWN) {
                return false;
            }
            if (gap != Gap.JOINED) {
                state = gap == Gap.BREAK ? automaton.afterBreak(state) : Automaton.ROOT;
            }
            if (gap != Gap.JOINED || !Gap.repeats(text, i - 1, next)) {
                last = Alphabet.NONE;
            }
        }
        plainFrom = next;
        i = next;
        return true;
    }

    /** Whether it is neither a gap nor a letter of a script with spaces that is in a word. */
    private boolean isUnspaced(int symbol) {
        return (char) (symbol - Alphabet.GAP) >= repeatable;
    }

    /** Characters of scripts without spaces, digits, and what is in no word: most of a Chinese text. */
    private void unspaced() {
        int symbol = symbols[text[i]];
        do {
            state = automaton.next(state, symbol);
            report();
            if (automaton.depth(state) > 1) {
                i++;
            } else {
                passClean();
            }
            symbol = i < text.length ? symbols[text[i]] : Alphabet.GAP;
        } while (isUnspaced(symbol));
        last = Alphabet.NONE;
    }

    /**
     * Goes on, from a state of one symbol at most, to the next place that may open a word together with the symbol before
     * it, or where such characters end. A gap between two that open no word says nothing, whatever it consists of.
     */
    private void passClean() {
        int before = symbols[text[i]];
        int at = i + 1;
        while (at < text.length) {
            int symbol = symbols[text[at]];
            if (isUnspaced(symbol)) {
                if (automaton.opens(before, symbol)) {
                    break;
                }
                before = symbol;
                at++;
                continue;
            }
            int next = symbol == Alphabet.GAP ? Gap.end(text, at) : text.length;
            if (next == text.length
                    || automaton.opens(before, symbols[text[next]])
                    || automaton.opens(before, breaks)) {
                break;
            }
            before = Alphabet.NONE;
            plainFrom = next;
            at = next;
        }
        i = at;
        state = automaton.next(Automaton.ROOT, before);
    }

    /** Letters of a script with spaces: no word begins within another, so that what begins none is passed over. */
    private void spaced() {
        if (i > 0 && Kind.of(text[i - 1]) == Kind.SPACED) {
            passOver();
            return;
        }
        boolean fresh = state == Automaton.ROOT;
        int letters = 0;
        int at = i;
        int now = state;
        int symbol = symbols[text[at]];
        while (symbol > Alphabet.GAP && symbol <= repeatable) {
            if (symbol == last) {
                plainFrom = at + 1;
                letters = Math.max(letters, 1);
                count++;
            } else {
                now = letters == 0
                        ? automaton.next(now, symbol)
                        : fresh ? automaton.child(now, symbol) : automaton.nextInWord(now, symbol, letters);
                letters++;
                last = symbol;
                count = 1;
            }
            if (now == Automaton.ROOT || count > Gap.LONGEST_RUN) {
                i = at;
                passOver();
                return;
            }
            if (count == 1 && automaton.output(now) != Automaton.NONE && !goesOn(at)) {
                i = at;
                state = now;
                report();
            }
            symbol = ++at < text.length ? symbols[text[at]] : Alphabet.GAP;
        }
        i = at;
        state = now;
    }

    private void passOver() {
        int next = i;
        while (next < text.length && Kind.of(text[next]) == Kind.SPACED) {
            next++;
        }
        restart(next);
    }

    private void restart(int next) {
        state = Automaton.ROOT;
        last = Alphabet.NONE;
        plainFrom = next;
        walk.forget(next);
        i = next;
    }

    /** Whether a letter has another one behind it, so that no word ends here. */
    private boolean goesOn(int at) {
        int next = at + 1;
        return next < text.length && Kind.of(text[next]) == Kind.SPACED && symbols[text[next]] != symbols[text[at]];
    }

    /** Where a key that goes on in text to come can begin. */
    private int undecided() {
        return state == Automaton.ROOT ? text.length : walk.earliest(i - 1, automaton.depth(state));
    }

    private void report() {
        int longest = automaton.output(state);
        if (longest == Automaton.NONE) {
            return;
        }
        for (int output = longest; output != Automaton.NONE; output = automaton.shorter(output)) {
            int start = i - automaton.length(output) + 1;
            int plain = automaton.note(output);
            if (start >= plainFrom && !isWhole(start)) {
                continue;
            }
            if (start >= plainFrom && plain != WordList.NOT_PLAIN && endsHere()) {
                found.found(plain, false, start, i + 1);
            } else {
                for (WordList.Spelled word : words.words(automaton.key(output))) {
                    report(word);
                }
            }
        }
        if (found.size() >= MANY) {
            found.decide(Math.min(firstOpen, walk.earliest(i, automaton.depth(state))));
        }
    }

    /** Whether a word can begin here, where what is before it is no repetition. */
    private boolean isWhole(int start) {
        return start == 0 || Kind.boundary(text[start], text[start - 1]);
    }

    /** Whether it is sure that a word ends here. */
    private boolean endsHere() {
        char c = text[i];
        return i + 1 < text.length ? Kind.boundary(c, text[i + 1]) : ended || !Kind.spaced(c);
    }

    private void report(WordList.Spelled word) {
        byte[] runs = word.spelling().runs();
        int end = walk.end(i, runs[runs.length - 1], word.spelling().unbroken());
        if (end == Walk.NOT) {
            return;
        }
        if (end == Walk.OPEN) {
            firstOpen = Math.min(firstOpen, walk.earliest(i, runs.length));
            return;
        }
        int start = walk.start(i, word.spelling());
        if (start != Walk.NOT) {
            found.found(word.entry(), words.entry(word.entry()).allowed(), start, end);
        }
    }
}
