package io.llmops.eval.dataset;

import io.llmops.eval.internal.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Values in order, of which no two are the same to a reader, and none is the same as an example. Not thread-safe. */
final class DistinctValues {

    /** A longer one is no value of a variable but a model that talks: {@value} characters. */
    private static final int MAX_LENGTH = 1_000;

    private final Set<List<String>> seen = new HashSet<>();
    private final List<String> values = new ArrayList<>();

    DistinctValues(Collection<String> examples) {
        examples.forEach(example -> seen.add(Words.essence(example)));
    }

    /** Adds a value, unless it is blank, too long, or there already. */
    void add(String value) {
        String stripped = value.strip();
        if (!stripped.isEmpty() && stripped.length() <= MAX_LENGTH && seen.add(Words.essence(stripped))) {
            values.add(stripped);
        }
    }

    int size() {
        return values.size();
    }

    List<String> list() {
        return values;
    }
}
