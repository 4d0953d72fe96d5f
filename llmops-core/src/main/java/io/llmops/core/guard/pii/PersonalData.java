package io.llmops.core.guard.pii;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.WordMatch;
import io.llmops.core.guard.Guard;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardHit;
import io.llmops.core.guard.GuardStream;
import io.llmops.core.guard.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds personal data and secrets by their form and check digits, and redacts or masks them, or puts pseudonyms in their
 * place that the answer is freed of again. It knows forms, not meanings: names and postal addresses stay. Full-width
 * digits and letters count as plain ones. The cost is linear in the text, whatever the text is. Immutable and thread-safe.
 *
 * <pre>{@code
 * PersonalData.all().redact("写信给 li@acme.cn");                     // 写信给 [email]
 * ops.scenario("support").guard(PersonalData.of(Pii.EMAIL, Pii.PHONE).action(PersonalData.Action.PSEUDONYM));
 * }</pre>
 *
 * <p>In a stream, text is held back as long as it may be a part of something: a word, or a row of groups of digits.
 */
public final class PersonalData implements Guard {

    /** The category of its hits in the ledger: {@value}. */
    public static final String CATEGORY = "pii";

    /** What a scenario does about a find. */
    public enum Action {
        /** Put the kind in its place: {@code [email]}. */
        REDACT,
        /** Put {@code *} for each letter and digit, but for the last four of a card, account or telephone number. */
        MASK,
        /**
         * Put a name in its place, {@code [EMAIL_1]}, the same for the same value within a call; where the answer has that
         * name, the value stands there again, so that the model never sees it and the user does. What the model itself comes
         * up with stays.
         */
        PSEUDONYM,
        /** Refuse the text: the call, or the passage. */
        REFUSE,
        /** Leave the text as it is; the ledger has the kind and the place. */
        LOG
    }

    private static final Set<WordMatch.Stage> EVERYWHERE =
            Set.of(WordMatch.Stage.INPUT, WordMatch.Stage.PASSAGE, WordMatch.Stage.OUTPUT);

    private final Set<Pii> kinds;
    private final Action action;
    private final Set<WordMatch.Stage> stages;
    private final @Nullable Pseudonyms vault;

    private PersonalData(Set<Pii> kinds, Action action, Set<WordMatch.Stage> stages, @Nullable Pseudonyms vault) {
        this.kinds = kinds;
        this.action = action;
        this.stages = stages;
        this.vault = vault;
    }

    /** All kinds, redacted at all stages but ingestion. */
    public static PersonalData all() {
        return of(Pii.values());
    }

    /**
     * Some kinds, redacted at all stages but ingestion.
     *
     * @throws IllegalArgumentException if {@code kinds} is empty
     */
    public static PersonalData of(Pii... kinds) {
        if (kinds.length == 0) {
            throw new IllegalArgumentException("name at least one kind of " + Arrays.toString(Pii.values()));
        }
        return new PersonalData(EnumSet.copyOf(List.of(kinds)), Action.REDACT, EVERYWHERE, null);
    }

    /** A copy that acts so; {@link Action#REDACT} by default. */
    public PersonalData action(Action action) {
        return new PersonalData(kinds, requireNonNull(action, "action"), stages, vault);
    }

    /** A copy that looks at these texts only. */
    public PersonalData stages(WordMatch.Stage... stages) {
        return new PersonalData(kinds, action, Set.of(stages), vault);
    }

    /** A copy that puts pseudonyms of one's own vault, which outlives a call, in place of what it finds. */
    public PersonalData pseudonyms(Pseudonyms vault) {
        return new PersonalData(kinds, Action.PSEUDONYM, stages, requireNonNull(vault, "vault"));
    }

    /** What was found, from left to right; none overlap. */
    public List<Found> find(CharSequence text) {
        return Scanners.find(text.toString(), kinds);
    }

    /** The text with the kind of each find in its place, such as {@code [email]}. */
    public String redact(String text) {
        return Replacement.apply(text, find(text), Replacement.REDACT);
    }

    /** The text with {@code *} for each letter and digit of a find, but for the last four of some numbers. */
    public String mask(String text) {
        return Replacement.apply(text, find(text), Replacement.MASK);
    }

    @Override
    public Set<WordMatch.Stage> stages() {
        return stages;
    }

    @Override
    public Verdict check(String text, GuardContext context) {
        boolean answer = context.stage() == WordMatch.Stage.OUTPUT;
        if (answer && action == Action.PSEUDONYM) {
            String restored = vault(context).restore(text);
            return restored.equals(text) ? Verdict.pass() : Verdict.rewrite(restored, List.of());
        }
        List<Found> found = find(text);
        List<GuardHit> hits = found.stream()
                .map(f -> new GuardHit(f.kind(), CATEGORY, f.start()))
                .toList();
        if (found.isEmpty() || action == Action.LOG) {
            return Verdict.pass(hits);
        }
        return action == Action.REFUSE
                ? Verdict.refuse(reason(found), hits)
                : Verdict.rewrite(Replacement.apply(text, found, replacement(context)), hits);
    }

    /** With values in place of their pseudonyms, so that the tool works on what the user meant. */
    @Override
    public String arguments(String json, GuardContext context) {
        return action == Action.PSEUDONYM ? vault(context).restore(json, Json::escaped) : json;
    }

    @Override
    public GuardStream stream(GuardContext context) {
        return switch (action) {
            case LOG -> GuardStream.open();
            case PSEUDONYM -> vault(context).restoring();
            case REFUSE ->
                new PiiStream(kinds, (text, found) -> {
                    throw context.refusal(reason(List.of(found)));
                });
            case REDACT, MASK -> new PiiStream(kinds, replacement(context));
        };
    }

    private Replacement replacement(GuardContext context) {
        return switch (action) {
            case MASK -> Replacement.MASK;
            case PSEUDONYM -> {
                Pseudonyms names = vault(context);
                yield (text, found) -> names.of(found.kind(), text.substring(found.start(), found.end()));
            }
            default -> Replacement.REDACT;
        };
    }

    private Pseudonyms vault(GuardContext context) {
        return vault != null ? vault : context.state(PersonalData.class, Pseudonyms.class, Pseudonyms::ofCall);
    }

    private static String reason(List<Found> found) {
        return found.size() + " find(s) of personal data or secrets of kind "
                + found.stream().map(Found::kind).distinct().sorted().collect(Collectors.joining(", "));
    }

    /** Kinds and action. */
    @Override
    public String toString() {
        return "PersonalData[" + kinds + ", " + action + "]";
    }
}
