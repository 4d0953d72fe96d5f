package io.llmops.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.core.guard.Guard;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.guard.injection.PromptInjection;
import io.llmops.core.guard.output.OutputCheck;
import io.llmops.core.guard.pii.PersonalData;
import io.llmops.core.guard.pii.Pii;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * The section {@code guard} of a scenario's file: {@code {words: lexicon.txt, action: mask, pii: {kinds: [email, card], action:
 * redact}, injection: refuse, output: {json: order.schema.json, repairs: 2}}}.
 */
final class GuardSection {

    private static final List<String> KEYS = List.of("words", "action", "pii", "injection", "output");
    private static final List<String> PII_KEYS = List.of("kinds", "action");
    private static final List<String> INJECTION_KEYS = List.of("action", "threshold");
    private static final List<String> OUTPUT_KEYS =
            List.of("json", "minLength", "maxLength", "language", "citations", "promptLeak", "repairs");

    private final JsonNode node;
    private final Path file;
    private final BiFunction<String, String, ConfigurationException> wrong;

    private GuardSection(JsonNode node, Path file, BiFunction<String, String, ConfigurationException> wrong) {
        this.node = node;
        this.file = file;
        this.wrong = wrong;
    }

    /**
     * The guards of a section, in the order in which they act: words, personal data, injection, output.
     *
     * @param file whose section it is; lexicon and schema stand beside it
     * @param wrong makes an exception of a key and what is wrong with it
     * @throws ConfigurationException if a key or value is wrong
     */
    static List<Guard> read(JsonNode node, Path file, BiFunction<String, String, ConfigurationException> wrong) {
        return new GuardSection(node, file, wrong).read();
    }

    private List<Guard> read() {
        if (!node.isObject()) {
            throw wrong("", "holds settings, such as {words: lexicon.txt, pii: mask}, but is " + node);
        }
        known(node, "", KEYS);
        List<Guard> guards = new ArrayList<>();
        if (node.has("words")) {
            SensitiveWords words = SensitiveWords.watch(file.resolveSibling(text(node.get("words"), ".words")));
            guards.add(
                    node.has("action")
                            ? words.action(one(SensitiveWords.Action.values(), node.get("action"), ".action"))
                            : words);
        } else if (node.has("action")) {
            throw wrong(".action", "is what is done about words; name a lexicon with words: or leave it out");
        }
        if (node.has("pii")) {
            guards.add(pii(node.get("pii")));
        }
        if (node.has("injection")) {
            guards.add(injection(node.get("injection")));
        }
        if (node.has("output")) {
            guards.addAll(output(node.get("output")));
        }
        return guards;
    }

    private Guard pii(JsonNode value) {
        if (!value.isObject()) {
            return PersonalData.all().action(one(PersonalData.Action.values(), value, ".pii"));
        }
        known(value, ".pii", PII_KEYS);
        PersonalData data = PersonalData.all();
        if (value.has("kinds")) {
            JsonNode kinds = value.get("kinds");
            if (!kinds.isArray() || kinds.isEmpty()) {
                throw wrong(".pii.kinds", "is a list of " + names(Pii.values()) + ", but is " + kinds);
            }
            List<Pii> chosen = new ArrayList<>();
            kinds.forEach(kind -> chosen.add(one(Pii.values(), kind, ".pii.kinds")));
            data = PersonalData.of(chosen.toArray(Pii[]::new));
        }
        return value.has("action")
                ? data.action(one(PersonalData.Action.values(), value.get("action"), ".pii.action"))
                : data;
    }

    private Guard injection(JsonNode value) {
        if (!value.isObject()) {
            return injection(value, ".injection");
        }
        known(value, ".injection", INJECTION_KEYS);
        PromptInjection guard =
                value.has("action") ? injection(value.get("action"), ".injection.action") : PromptInjection.log();
        if (!value.has("threshold")) {
            return guard;
        }
        try {
            return guard.threshold(value.get("threshold").asDouble());
        } catch (IllegalArgumentException e) {
            throw wrong(".injection.threshold", "is " + value.get("threshold") + ": " + e.getMessage());
        }
    }

    private PromptInjection injection(JsonNode action, String key) {
        return one(PromptInjection.Action.values(), action, key) == PromptInjection.Action.REFUSE
                ? PromptInjection.refuse()
                : PromptInjection.log();
    }

    private List<Guard> output(JsonNode value) {
        if (!value.isObject()) {
            throw wrong(".output", "holds settings, such as {maxLength: 2000, language: zh}, but is " + value);
        }
        known(value, ".output", OUTPUT_KEYS);
        int repairs = number(value, "repairs", 0);
        List<Guard> guards = new ArrayList<>();
        for (OutputCheck check : checks(value)) {
            try {
                guards.add(check.repairs(repairs));
            } catch (IllegalArgumentException e) {
                throw wrong(".output.repairs", "is wrong: " + e.getMessage());
            }
        }
        return guards;
    }

    private List<OutputCheck> checks(JsonNode value) {
        List<OutputCheck> checks = new ArrayList<>();
        if (value.has("json")) {
            JsonNode json = value.get("json");
            boolean any = json.isBoolean() && json.asBoolean();
            checks.add(any ? OutputCheck.json() : schema(text(json, ".output.json")));
        }
        if (value.has("minLength") || value.has("maxLength")) {
            int min = number(value, "minLength", 0);
            int max = number(value, "maxLength", Integer.MAX_VALUE);
            if (max < min) {
                throw wrong(".output.maxLength", "is " + max + ", less than minLength, " + min);
            }
            checks.add(OutputCheck.length(min, max));
        }
        if (value.has("language")) {
            try {
                checks.add(OutputCheck.language(text(value.get("language"), ".output.language")));
            } catch (IllegalArgumentException e) {
                throw wrong(".output.language", "is not known: " + e.getMessage());
            }
        }
        if (flag(value, "citations")) {
            checks.add(OutputCheck.citations());
        }
        if (flag(value, "promptLeak")) {
            checks.add(OutputCheck.promptLeak());
        }
        return checks;
    }

    private OutputCheck schema(String name) {
        try {
            return OutputCheck.json(file.resolveSibling(name));
        } catch (ConfigurationException e) {
            throw wrong(".output.json", "cannot be used: " + e.getMessage());
        }
    }

    private int number(JsonNode value, String key, int otherwise) {
        JsonNode number = value.get(key);
        if (number == null) {
            return otherwise;
        }
        if (!number.canConvertToInt() || !number.isIntegralNumber() || number.asInt() < 0) {
            throw wrong(".output." + key, "must be a whole number from 0 on, but is " + number);
        }
        return number.asInt();
    }

    private boolean flag(JsonNode value, String key) {
        JsonNode flag = value.get(key);
        if (flag != null && !flag.isBoolean()) {
            throw wrong(".output." + key, "is true or false, but is " + flag);
        }
        return flag != null && flag.asBoolean();
    }

    private String text(JsonNode value, String key) {
        if (!value.isTextual() || value.asText().isBlank()) {
            throw wrong(key, "is a text, but is " + value);
        }
        return value.asText();
    }

    private <E extends Enum<E>> E one(E[] values, JsonNode chosen, String key) {
        return Arrays.stream(values)
                .filter(v -> name(v).equals(chosen.asText().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> wrong(key, "is '" + chosen.asText() + "'; there are " + names(values)));
    }

    private static String names(Enum<?>[] values) {
        return String.join(", ", Arrays.stream(values).map(GuardSection::name).toList());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void known(JsonNode settings, String path, List<String> keys) {
        settings.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw wrong(path + "." + key, "is not a setting; there are " + keys);
            }
        });
    }

    private ConfigurationException wrong(String key, String what) {
        return wrong.apply("guard" + key, what);
    }
}
