package io.llmops.core.guard.injection;

import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.Guard;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardHit;
import io.llmops.core.guard.GuardStream;
import io.llmops.core.guard.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes texts that nobody vouches for as what they are. Passages and results of tools are cleaned of hidden characters, and
 * results of tools put between tags as {@link Untrusted#wrap} does (passages stand between tags without this guard, too). In
 * what users write, too, signals of an attack are looked for, in English and Chinese, and make a score. Immutable and
 * thread-safe; the cost is linear in the text.
 *
 * <p>The score is {@code 1 - (1 - w1)(1 - w2)...} over the weights of the signals that a text has, each once: what the
 * chance would be if each signal told of an attack independently, by its weight (noisy or; Pearl, Probabilistic Reasoning
 * in Intelligent Systems, 1988, section 4.3.2). It is a heuristic to sort texts by, not a measured probability; who knows
 * the signals can avoid them. What holds against those is what a model may do, not what it reads.
 */
public final class PromptInjection implements Guard {

    /** The category of its hits in the ledger: {@value}. */
    public static final String CATEGORY = "injection";

    /** From which score on a text is acted upon: {@value}. One strong signal reaches it, two weaker ones do. */
    public static final double DEFAULT_THRESHOLD = 0.7;

    private static final int MANY_HIDDEN = 3;
    private static final Set<WordMatch.Stage> STAGES = Set.of(WordMatch.Stage.INPUT, WordMatch.Stage.PASSAGE);

    /** What a scenario does about a text whose score reaches the threshold. */
    public enum Action {
        /** The ledger has the signals; the text goes on. */
        LOG,
        /** The text is refused: a user's ends the call, a passage or a result of a tool is left out. */
        REFUSE
    }

    /**
     * How much a text looks like an attack.
     *
     * @param value from 0, no signal, to 1
     * @param signals what was found, and where it stands first in the folded text
     */
    public record InjectionScore(double value, Map<Signal, Integer> signals) {

        /** Copies the signals. */
        public InjectionScore {
            signals = Map.copyOf(signals);
        }
    }

    private final Action action;
    private final double threshold;

    private PromptInjection(Action action, double threshold) {
        this.action = action;
        this.threshold = threshold;
    }

    /** One that records signals, and lets texts go on. */
    public static PromptInjection log() {
        return new PromptInjection(Action.LOG, DEFAULT_THRESHOLD);
    }

    /** One that refuses texts from {@value #DEFAULT_THRESHOLD} on. */
    public static PromptInjection refuse() {
        return new PromptInjection(Action.REFUSE, DEFAULT_THRESHOLD);
    }

    /**
     * A copy that acts from another score on.
     *
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public PromptInjection threshold(double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1, but is " + threshold);
        }
        return new PromptInjection(action, threshold);
    }

    /** How much a text looks like an attack. */
    public static InjectionScore score(String text) {
        Phrases phrases = new Phrases(new Words(text));
        Map<Signal, Integer> found = new EnumMap<>(Signal.class);
        double innocent = 1;
        for (Signal signal : Signal.values()) {
            int at = signal == Signal.HIDDEN ? hidden(text) : phrases.find(signal);
            if (at >= 0) {
                found.put(signal, Math.max(0, at - 1));
                innocent *= 1 - signal.weight();
            }
        }
        return new InjectionScore(1 - innocent, found);
    }

    /** Where there are many hidden characters, or one of those that spell a text of their own. */
    private static int hidden(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean machine = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069') || c == '\uDB40';
            count += machine ? MANY_HIDDEN : c == '\u200B' || c == '\u2060' || c == '\u00AD' || c == '\u200D' ? 1 : 0;
            if (count >= MANY_HIDDEN) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<WordMatch.Stage> stages() {
        return STAGES;
    }

    @Override
    public Verdict check(String text, GuardContext context) {
        InjectionScore score = score(text);
        List<GuardHit> hits = new ArrayList<>();
        score.signals()
                .forEach((signal, at) -> hits.add(new GuardHit(signal.label(), CATEGORY, Math.min(at, text.length()))));
        if (action == Action.REFUSE && score.value() >= threshold) {
            return Verdict.refuse("signs of a prompt injection (score %.2f)".formatted(score.value()), hits);
        }
        if (context.stage() == WordMatch.Stage.INPUT) {
            return Verdict.pass(hits);
        }
        String clean = context.tool()
                .map(tool -> Untrusted.wrap(text, tool, Untrusted.mark(context)))
                .orElseGet(() -> Untrusted.visible(text));
        return clean.equals(text) ? Verdict.pass(hits) : Verdict.rewrite(clean, hits);
    }

    @Override
    public GuardStream stream(GuardContext context) {
        return GuardStream.open();
    }

    /** Action and threshold. */
    @Override
    public String toString() {
        return "PromptInjection[" + action + " from " + threshold + "]";
    }
}
