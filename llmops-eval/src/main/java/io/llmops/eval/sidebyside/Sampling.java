package io.llmops.eval.sidebyside;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model draws its words. What is null is left to the prompt version's own parameters, else to the model. Immutable.
 *
 * @param temperature from 0, where the likeliest words win, to 2
 * @param topP above 0 and at most 1: words outside of this share of probability are not drawn
 * @param seed makes draws repeatable as far as the provider can; one that takes no seed ignores it
 */
public record Sampling(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer seed) {

    /** Everything left to the prompt version and the model. */
    public static final Sampling DEFAULT = new Sampling(null, null, null);

    private static final double MAX_TEMPERATURE = 2;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if {@code temperature} is not from 0 to 2, or {@code topP} not above 0 and at most 1
     */
    public Sampling {
        if (temperature != null && !(temperature >= 0 && temperature <= MAX_TEMPERATURE)) {
            throw new IllegalArgumentException("temperature must be from 0 to 2, but is " + temperature);
        }
        if (topP != null && !(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP must be above 0 and at most 1, but is " + topP);
        }
    }

    /** A copy with that temperature. */
    public Sampling temperature(double temperature) {
        return new Sampling(temperature, topP, seed);
    }

    /** A copy with that top-p. */
    public Sampling topP(double topP) {
        return new Sampling(temperature, topP, seed);
    }

    /** A copy with that seed. */
    public Sampling seed(int seed) {
        return new Sampling(temperature, topP, seed);
    }

    /**
     * Every combination of the values, temperature changing slowest; an empty list leaves that parameter to the model.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public static List<Sampling> sweep(List<Double> temperatures, List<Double> topPs, List<Integer> seeds) {
        List<Sampling> sets = List.of(DEFAULT);
        sets = each(sets, temperatures, Sampling::temperature);
        sets = each(sets, topPs, Sampling::topP);
        return each(sets, seeds, Sampling::seed);
    }

    private interface Change<T> {
        Sampling apply(Sampling sampling, T value);
    }

    private static <T> List<Sampling> each(List<Sampling> sets, List<T> values, Change<T> change) {
        if (values.isEmpty()) {
            return sets;
        }
        List<Sampling> all = new ArrayList<>();
        for (Sampling set : sets) {
            for (T value : new LinkedHashSet<>(values)) {
                all.add(change.apply(set, value));
            }
        }
        return all;
    }

    /** Such as {@code temperature=0.7 seed=1}; empty if all is left to the model. */
    @Override
    public String toString() {
        List<String> set = new ArrayList<>();
        if (temperature != null) {
            set.add("temperature=" + temperature);
        }
        if (topP != null) {
            set.add("top-p=" + topP);
        }
        if (seed != null) {
            set.add("seed=" + seed);
        }
        return String.join(" ", set);
    }
}
