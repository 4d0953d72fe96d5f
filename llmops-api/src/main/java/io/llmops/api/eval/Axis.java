package io.llmops.api.eval;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Variables that change together: one, or several that are zipped. A value of the axis holds one value of each. Immutable.
 */
final class Axis {

    private final List<String> variables;
    /** By variable; all of one length. */
    private final List<List<String>> columns;
    /** The columns read across, equal values once. */
    private final List<List<String>> values;

    private Axis(List<String> variables, List<List<String>> columns) {
        this.variables = variables;
        this.columns = columns;
        LinkedHashSet<List<String>> distinct = new LinkedHashSet<>();
        for (int i = 0; i < columns.get(0).size(); i++) {
            List<String> value = new ArrayList<>(columns.size());
            for (List<String> column : columns) {
                value.add(column.get(i));
            }
            distinct.add(List.copyOf(value));
        }
        this.values = List.copyOf(distinct);
    }

    static Axis of(String variable, List<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("variable '" + variable + "' has no values; give at least one");
        }
        return new Axis(List.of(variable), List.of(List.copyOf(values)));
    }

    /** With one more variable that goes along. */
    Axis zip(String variable, List<String> more) {
        int length = columns.get(0).size();
        if (more.size() != length) {
            throw new IllegalArgumentException("variable '" + variable + "' has " + more.size()
                    + " values, but is zipped with " + variables + ", which have " + length
                    + "; give one value for each");
        }
        List<String> names = new ArrayList<>(variables);
        names.add(variable);
        List<List<String>> all = new ArrayList<>(columns);
        all.add(List.copyOf(more));
        return new Axis(List.copyOf(names), List.copyOf(all));
    }

    List<String> variables() {
        return variables;
    }

    /** How many different values it has. */
    int size() {
        return values.size();
    }

    /** Puts the value of that index into a row. */
    void put(int index, Map<String, String> row) {
        for (int v = 0; v < variables.size(); v++) {
            row.put(variables.get(v), values.get(index).get(v));
        }
    }
}
