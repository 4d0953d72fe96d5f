package io.llmops.core.guard;

import io.llmops.core.guard.SensitiveWords.Action;
import io.llmops.core.guard.SensitiveWords.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for sensitive words in a text that comes in parts, and passes on what cannot be part of a word any more. Whatever
 * the parts, matches and output are those of the whole text.
 *
 * <p>Held back is what a word of the lexicon may begin with: nothing most of the time, and at most the longest word with
 * what may be put between its characters. A word that is to be refused, and all that comes after it, is never passed on.
 * Not thread-safe.
 *
 * <pre>{@code
 * WordStream stream = words.stream();
 * String safe = stream.push("关于夜");       // 关于
 * safe = stream.push("莺计划");              // ****
 * safe = stream.finish();
 * }</pre>
 */
public final class WordStream {

    /** So much of what is passed on is remembered, since it tells where words begin. */
    private static final int CONTEXT = (Gap.LONGEST_RUN + 1) * (Gap.LONGEST + 2);

    private final WordList words;
    private final WordActions actions;
    private final Occurrences occurrences = new Occurrences(this::count);
    private final List<Match> matches = new ArrayList<>();
    private final List<Match> pending = new ArrayList<>();
    private String text = "";
    private long offset;
    private int from;
    private int passed;
    private boolean refused;
    private boolean finished;

    WordStream(WordList words, WordActions actions) {
        this.words = words;
        this.actions = actions;
    }

    /**
     * Takes the next part of the text.
     *
     * @return what can be passed on now; empty after a match that is to be refused
     * @throws IllegalStateException if the stream is finished
     */
    public String push(String part) {
        check();
        if (refused || part.isEmpty()) {
            return "";
        }
        text += part;
        return advance(false);
    }

    /**
     * Says that the text has ended.
     *
     * @return what was held back
     * @throws IllegalStateException if the stream is finished already
     */
    public String finish() {
        check();
        finished = true;
        return refused ? "" : advance(true);
    }

    /** What was found so far, from left to right; positions are those in the whole text, as it came in. */
    public List<Match> matches() {
        return List.copyOf(matches);
    }

    /** Whether a match was found that is to be refused. */
    public boolean refused() {
        return refused;
    }

    private void check() {
        if (finished) {
            throw new IllegalStateException("the stream is finished");
        }
    }

    private String advance(boolean ended) {
        int safe = new Scan(words, text.toCharArray(), from, ended, occurrences).run();
        occurrences.decide(safe);
        int to = Math.max(safe, Math.min(occurrences.covered(), text.length()));
        if (!ended && to > passed && Character.isHighSurrogate(text.charAt(to - 1))) {
            to--;
        }
        String out = actions.apply(text, passed, Math.max(to, passed), pending);
        pending.clear();
        passed = Math.max(to, passed);
        from = safe;
        forget();
        return out;
    }

    private void forget() {
        int keep = Math.max(0, Math.min(from, passed) - CONTEXT);
        text = text.substring(keep);
        offset += keep;
        from -= keep;
        passed -= keep;
        occurrences.move(keep);
    }

    private void count(int word, int start, int end) {
        if (refused) {
            return;
        }
        Match match = actions.match(words.entry(word), (int) (start + offset), (int) (end + offset));
        matches.add(match);
        pending.add(actions.match(words.entry(word), start, end));
        refused = match.action() == Action.REFUSE;
    }
}
