package io.llmops.api.spi;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a model's {@link ModelSpec#settings()} by type, so that a misspelt name or a value out of range is told when the
 * model is made and not by an odd answer later. For implementers of providers. Immutable.
 */
public final class ModelSettings {

    private final ModelRef ref;
    private final Map<String, String> values;

    private ModelSettings(ModelRef ref, Map<String, String> values) {
        this.ref = ref;
        this.values = values;
    }

    /**
     * The settings of a model, all of which must be known.
     *
     * @param known the names that the provider understands
     * @throws ConfigurationException if a setting has another name; the message lists the known ones
     */
    public static ModelSettings of(ModelSpec spec, Set<String> known) {
        Set<String> unknown = new TreeSet<>(spec.settings().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("model '" + spec.ref() + "': unknown setting " + String.join(", ", unknown)
                    + "; known are " + String.join(", ", new TreeSet<>(known)));
        }
        return new ModelSettings(spec.ref(), spec.settings());
    }

    /** A text, if the setting is there. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip);
    }

    /**
     * A whole number, if the setting is there.
     *
     * @param min the least value that is allowed
     * @throws ConfigurationException if the value is no whole number, or less than {@code min}
     */
    public Optional<Integer> integer(String name, int min) {
        return text(name).map(text -> {
            try {
                int value = Integer.parseInt(text);
                if (value < min) {
                    throw new NumberFormatException("too small");
                }
                return value;
            } catch (NumberFormatException e) {
                throw wrong(name, "a whole number from " + min, text);
            }
        });
    }

    /**
     * A number, if the setting is there.
     *
     * @param min the least value that is allowed
     * @param max the greatest value that is allowed
     * @throws ConfigurationException if the value is no number, or outside of these bounds
     */
    public Optional<Double> decimal(String name, double min, double max) {
        return text(name).map(text -> {
            try {
                double value = Double.parseDouble(text);
                if (!(value >= min && value <= max)) { // so written, NaN is refused too
                    throw new NumberFormatException("out of bounds");
                }
                return value;
            } catch (NumberFormatException e) {
                throw wrong(name, "a number from " + min + " to " + max, text);
            }
        });
    }

    /**
     * Yes or no, if the setting is there.
     *
     * @throws ConfigurationException if the value is neither {@code true} nor {@code false}
     */
    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw wrong(name, "true or false", text);
            }
            return text.equals("true");
        });
    }

    private ConfigurationException wrong(String name, String wanted, String value) {
        return new ConfigurationException(
                "model '" + ref + "': setting " + name + " must be " + wanted + ", but is '" + value + "'");
    }
}
