package io.llmops.core.guard;

import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrail;
import io.llmops.api.exception.GuardrailException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Guards in order: each gets the text as the one before left it, and what refuses it ends the row. Immutable and thread-safe.
 *
 * <p>{@link #input} and {@link #output} make LangChain4j's guardrails of them, for AiServices without a scenario.
 */
public final class Guards {

    private static final Guards NONE = new Guards(List.of());

    private final List<Guard> guards;

    private Guards(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    /** No guards. */
    public static Guards none() {
        return NONE;
    }

    /** The guards, in this order. */
    public static Guards of(List<? extends Guard> guards) {
        return guards.isEmpty() ? NONE : new Guards(List.copyOf(guards));
    }

    /** Guards as a guardrail on what the user writes: a refusal is fatal, and a changed text goes on in place of the user's. */
    public static InputGuardrail input(Guard... guards) {
        return new GuardInput(of(List.of(guards)));
    }

    /**
     * Guards as a guardrail on what the model writes: a refusal is fatal, and a repair has the model asked again, as often as
     * AiServices allows (twice by default).
     */
    public static OutputGuardrail output(Guard... guards) {
        return new GuardOutput(of(List.of(guards)));
    }

    /**
     * What came of a text.
     *
     * @param text the text as it may go on; the one that was refused, if it was
     * @param hits what all guards found
     * @param refusedBy the verdict that refused it, or null
     */
    public record Checked(
            String text, List<GuardHit> hits, @Nullable Verdict refusedBy) {

        /** Copies the hits. */
        public Checked {
            hits = List.copyOf(hits);
        }

        /** The verdict that refused it, if one did. */
        public Optional<Verdict> refusal() {
            return Optional.ofNullable(refusedBy);
        }
    }

    /** Has every guard of the context's stage judge a text. */
    public Checked check(String text, GuardContext context) {
        String current = text;
        List<GuardHit> hits = new ArrayList<>();
        for (Guard guard : guards) {
            if (guard.stages().contains(context.stage())) {
                Verdict verdict = guard.check(current, context);
                hits.addAll(verdict.hits());
                if (verdict.refused()) {
                    return new Checked(current, hits, verdict);
                }
                current = verdict.rewritten().orElse(current);
            }
        }
        return new Checked(current, hits, null);
    }

    /** Guards an answer that comes in pieces; the pieces go through the guards in order. */
    public GuardStream stream(GuardContext context) {
        List<GuardStream> streams = new ArrayList<>();
        for (Guard guard : guards) {
            GuardStream stream = guard.stages().contains(context.stage()) ? guard.stream(context) : GuardStream.open();
            if (stream != GuardStream.open()) {
                streams.add(stream);
            }
        }
        return streams.isEmpty() ? GuardStream.open() : new StreamRow(streams);
    }

    /** Arguments of a tool call, as the tool gets them. */
    public String arguments(String json, GuardContext context) {
        String current = json;
        for (Guard guard : guards) {
            current = guard.arguments(current, context);
        }
        return current;
    }

    /** How often a model may be asked to mend an answer: as often as the guard that allows the most. */
    public int repairs() {
        return guards.stream().mapToInt(Guard::repairs).max().orElse(0);
    }

    /** The guards, in order. */
    public List<Guard> list() {
        return guards;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return guards.isEmpty();
    }

    /** How many guards there are. */
    @Override
    public String toString() {
        return "Guards[" + guards.size() + "]";
    }

    private record StreamRow(List<GuardStream> streams) implements GuardStream {

        @Override
        public String push(String piece) {
            return through(piece, 0);
        }

        @Override
        public String finish() {
            StringBuilder rest = new StringBuilder();
            for (int i = 0; i < streams.size(); i++) {
                rest.append(through(streams.get(i).finish(), i + 1));
            }
            return rest.toString();
        }

        private String through(String piece, int from) throws GuardrailException {
            String current = piece;
            for (int i = from; i < streams.size() && !current.isEmpty(); i++) {
                current = streams.get(i).push(current);
            }
            return current;
        }
    }
}
