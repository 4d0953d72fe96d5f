package io.llmops.core.guard;

import io.llmops.api.ledger.WordMatch;
import java.util.EnumSet;
import java.util.Set;

/**
 * Looks at texts that go in or out of a scenario, and lets them pass, changes them, or refuses them: sensitive words,
 * personal data, prompt injection, the form of an answer, or what an application checks itself. Implementations are
 * thread-safe; what one needs to remember within a call is kept in {@link GuardContext#state}.
 *
 * <pre>{@code
 * Guard shout = (text, context) ->
 *         text.endsWith("!!!") ? Verdict.refuse("three exclamation marks") : Verdict.pass();
 * ops.scenario("support").guard(shout);
 * }</pre>
 */
@FunctionalInterface
public interface Guard {

    /**
     * Judges a whole text. What it throws ends the call as an error.
     *
     * @param text what was written, as guards before this one left it
     * @param context where it was found, and in which call
     */
    Verdict check(String text, GuardContext context);

    /** Where the texts come from that it looks at; all but {@link WordMatch.Stage#INGEST} by default. */
    default Set<WordMatch.Stage> stages() {
        return EnumSet.complementOf(EnumSet.of(WordMatch.Stage.INGEST));
    }

    /**
     * How often a model is asked again within one call where this guard wants an answer repaired; 0 by default. A stream is
     * never repaired.
     */
    default int repairs() {
        return 0;
    }

    /**
     * Arguments of a tool that the model asks for, as the tool gets them; unchanged by default.
     *
     * @param json a JSON object
     */
    default String arguments(String json, GuardContext context) {
        return json;
    }

    /**
     * Guards one answer that comes in pieces. By default all pieces are held, and let go in one when the answer is complete
     * and was let pass by {@link #check}.
     *
     * @param context the call, at stage {@link WordMatch.Stage#OUTPUT}
     */
    default GuardStream stream(GuardContext context) {
        return new HeldStream(this, context);
    }
}
