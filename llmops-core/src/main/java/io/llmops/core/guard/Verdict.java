package io.llmops.core.guard;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a guard says about a text: it passes, passes changed, or is refused. Immutable. */
public final class Verdict {

    private static final Verdict PASS = new Verdict(null, List.of(), null, null);

    private final @Nullable String text;
    private final List<GuardHit> hits;
    private final @Nullable String refusal;
    private final @Nullable String instruction;

    private Verdict(
            @Nullable String text, List<GuardHit> hits, @Nullable String refusal, @Nullable String instruction) {
        this.text = text;
        this.hits = List.copyOf(hits);
        this.refusal = refusal;
        this.instruction = instruction;
    }

    /** The text may go on as it is. */
    public static Verdict pass() {
        return PASS;
    }

    /** The text may go on as it is, though something was found. */
    public static Verdict pass(List<GuardHit> hits) {
        return hits.isEmpty() ? PASS : new Verdict(null, hits, null, null);
    }

    /** Another text goes on in its place. */
    public static Verdict rewrite(String text, List<GuardHit> hits) {
        return new Verdict(requireNonNull(text, "text"), hits, null, null);
    }

    /**
     * The text must not go on.
     *
     * @param reason what is wrong, for the message of an exception: "2 sensitive word(s) of category project"; never the
     *     text itself
     */
    public static Verdict refuse(String reason) {
        return refuse(reason, List.of());
    }

    /** The text must not go on, for the reason, because of what was found. */
    public static Verdict refuse(String reason, List<GuardHit> hits) {
        return new Verdict(null, hits, requireNonNull(reason, "reason"), null);
    }

    /**
     * An answer that must not go on, though the model may mend it.
     *
     * @param reason what is wrong
     * @param instruction what the model is told, as the user's next message; it may quote the answer
     */
    public static Verdict repair(String reason, String instruction, List<GuardHit> hits) {
        return new Verdict(null, hits, requireNonNull(reason, "reason"), requireNonNull(instruction, "instruction"));
    }

    /** The text that goes on in place of the one that was judged. */
    public Optional<String> rewritten() {
        return Optional.ofNullable(text);
    }

    /** What was found. */
    public List<GuardHit> hits() {
        return hits;
    }

    /** Whether the text must not go on. */
    public boolean refused() {
        return refusal != null;
    }

    /** Why the text is refused; empty if it is not. */
    public String reason() {
        return refusal == null ? "" : refusal;
    }

    /** What to tell the model to have a refused answer mended. */
    public Optional<String> instruction() {
        return Optional.ofNullable(instruction);
    }

    /** The decision and how much was found; never a text. */
    @Override
    public String toString() {
        String decision = refused() ? "refused: " + refusal : text != null ? "changed" : "passed";
        return "Verdict[" + decision + ", " + hits.size() + " hits]";
    }
}
