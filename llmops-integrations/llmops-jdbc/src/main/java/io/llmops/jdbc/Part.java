package io.llmops.jdbc;

import java.util.List;

/**
 * Tables that belong together and have a version of their own. Step number <i>n</i>, counted from 1, makes version
 * <i>n</i> from version <i>n</i> - 1; version 0 is an empty database. A step that was released is never changed: a change
 * of the tables is one more step at the end, and a file of each released version stays in the tests.
 *
 * <p>A store with tables of its own declares a part and opens with it, and need not know any other:
 *
 * <pre>{@code
 * static final Part CACHE = new Part("cache", List.of(Step.sql(d -> List.of("CREATE TABLE cache_entry (...)"))));
 * Database database = Database.open(url, CACHE);
 * }</pre>
 *
 * @param name of the part, never changed
 * @param steps in order
 */
record Part(String name, List<Step> steps) {

    Part {
        steps = List.copyOf(steps);
    }

    /** The version that this code reads and writes. */
    int version() {
        return steps.size();
    }
}
