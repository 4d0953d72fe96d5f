package io.llmops.core.guard.output;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.spi.JsonSchemaCheck;
import io.llmops.core.guard.Guard;
import io.llmops.core.guard.GuardContext;
import io.llmops.core.guard.GuardHit;
import io.llmops.core.guard.GuardStream;
import io.llmops.core.guard.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks of a whole answer. One that fails is refused, or recorded only ({@link #log}); if {@link #repairs} says so, the model
 * is first told what is wrong and asked again, within the same call and its budgets. Immutable and thread-safe.
 *
 * <p>In a stream a check sees the answer when it is complete. It then ends the stream with its refusal in place of the
 * completion, and cannot take back what was shown. {@link #promptLeak} alone holds text back, eight words of it. A stream
 * is not repaired.
 *
 * <pre>{@code
 * ops.scenario("extract").guard(OutputCheck.json(Path.of("order.schema.json")).repairs(2));
 * }</pre>
 */
public final class OutputCheck implements Guard {

    /** The category of its hits in the ledger: {@value}. */
    public static final String CATEGORY = "output";

    /** How often a model may be asked again at most: {@value}. */
    public static final int MAX_REPAIRS = 5;

    /** How many words in a row of the system message an answer may not repeat: {@value}; two Chinese characters are a word. */
    public static final int LEAK_WORDS = 8;

    /** What a check comes to: nothing wrong, a text in place of the answer, or a problem. */
    interface Rule {
        Finding check(String text, GuardContext context);

        default GuardStream stream(GuardContext context) {
            return GuardStream.open();
        }
    }

    private final String name;
    private final Rule rule;
    private final int repairs;
    private final boolean refuses;

    private OutputCheck(String name, Rule rule, int repairs, boolean refuses) {
        this.name = name;
        this.rule = rule;
        this.repairs = repairs;
        this.refuses = refuses;
    }

    private static OutputCheck of(String name, Rule rule) {
        return new OutputCheck(name, rule, 0, true);
    }

    /** An answer is JSON. Code fences and words around a JSON object or array are taken off, except from what a stream showed. */
    public static OutputCheck json() {
        return of("json", new JsonRule(json -> List.of()));
    }

    /**
     * An answer is JSON, as {@link #json()}, and valid by a JSON Schema (draft 2020-12 unless it names another). Needs
     * llmops-schema on the class path.
     *
     * @throws ConfigurationException if the schema is none, or no validator is there
     */
    public static OutputCheck json(String schema) {
        return json(JsonSchemas.check(requireNonNull(schema, "schema")));
    }

    /** The same by a schema in a file in UTF-8, which is read once. */
    public static OutputCheck json(Path schema) {
        try {
            return json(Files.readString(schema));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "cannot read the JSON schema " + schema + ": is it there, and in UTF-8?", e);
        }
    }

    /** The same by a validator that the application has. */
    public static OutputCheck json(JsonSchemaCheck schema) {
        return of("json-schema", new JsonRule(requireNonNull(schema, "schema")));
    }

    /**
     * An answer has so many characters (Unicode code points).
     *
     * @throws IllegalArgumentException unless {@code 0 <= min <= max}
     */
    public static OutputCheck length(int min, int max) {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("length must be 0 <= min <= max, but is " + min + " to " + max);
        }
        return of("length", new LengthRule(min, max));
    }

    /**
     * Most of an answer is in a language, judged by its script: a Chinese character counts as much as an English word. Less
     * than ten of both are not judged. Chinese with Japanese kana, and Latin script in other languages than English, are not
     * told apart from Chinese and English.
     *
     * @param tag {@code zh} or {@code en}
     * @throws IllegalArgumentException if it is another
     */
    public static OutputCheck language(String tag) {
        return of("language", LanguageRule.of(tag));
    }

    /** An answer that had passages to rest on names at least one by its number, or says that it does not know. */
    public static OutputCheck citations() {
        return of("citations", new CitationRule());
    }

    /** An answer repeats no {@value #LEAK_WORDS} words in a row of the system message, nor 16 Chinese characters. */
    public static OutputCheck promptLeak() {
        return promptLeak(LEAK_WORDS);
    }

    /**
     * An answer repeats no so many words in a row of the system message; case, punctuation, spaces and hidden characters do
     * not count. A Chinese character is half a word.
     *
     * @throws IllegalArgumentException if {@code words} is not positive
     */
    public static OutputCheck promptLeak(int words) {
        if (words < 1) {
            throw new IllegalArgumentException("words must be positive, but is " + words);
        }
        return of("prompt-leak", new LeakRule(words));
    }

    /**
     * A check of the application's own.
     *
     * @param name what the ledger and messages call it
     * @param good whether an answer is good; what it throws ends the call as an error
     */
    public static OutputCheck custom(String name, Predicate<String> good) {
        requireNonNull(good, "good");
        return of(
                requireNonNull(name, "name"),
                (text, context) -> good.test(text)
                        ? Finding.none()
                        : Finding.problem(
                                "the check '" + name + "' failed",
                                "Your answer failed the check '" + name + "'. Answer again."));
    }

    /**
     * A copy that has the model asked again so often; 0 by default.
     *
     * @throws IllegalArgumentException if it is negative or above {@value #MAX_REPAIRS}
     */
    public OutputCheck repairs(int repairs) {
        if (repairs < 0 || repairs > MAX_REPAIRS) {
            throw new IllegalArgumentException("repairs must be 0 to " + MAX_REPAIRS + ", but is " + repairs);
        }
        return new OutputCheck(name, rule, repairs, refuses);
    }

    /** A copy that records what is wrong, and lets the answer go. */
    public OutputCheck log() {
        return new OutputCheck(name, rule, 0, false);
    }

    @Override
    public Set<WordMatch.Stage> stages() {
        return Set.of(WordMatch.Stage.OUTPUT);
    }

    @Override
    public int repairs() {
        return repairs;
    }

    @Override
    public Verdict check(String text, GuardContext context) {
        Finding finding = rule.check(text, context);
        if (finding.good()) {
            return finding.mended().map(m -> Verdict.rewrite(m, List.of())).orElseGet(Verdict::pass);
        }
        List<GuardHit> hits = List.of(new GuardHit(name, CATEGORY, Math.min(finding.position(), text.length())));
        if (!refuses) {
            return Verdict.pass(hits);
        }
        return repairs == 0
                ? Verdict.refuse(finding.reason(), hits)
                : Verdict.repair(finding.reason(), finding.instruction(), hits);
    }

    @Override
    public GuardStream stream(GuardContext context) {
        return refuses ? rule.stream(context) : GuardStream.open();
    }

    /** Its name. */
    @Override
    public String toString() {
        return "OutputCheck[" + name + "]";
    }
}
