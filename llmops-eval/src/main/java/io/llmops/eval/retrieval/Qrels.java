package io.llmops.eval.retrieval;

import io.llmops.api.exception.DatasetException;
import io.llmops.eval.internal.LineReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Relevance judgements: a grade for pairs of query and document, 1 or more being relevant. Immutable. */
public final class Qrels {

    private static final List<String> BEIR_COLUMNS = List.of("query-id", "corpus-id", "score");

    private final Map<String, Map<String, Integer>> grades;

    private Qrels(Map<String, Map<String, Integer>> grades) {
        Map<String, Map<String, Integer>> copy = new LinkedHashMap<>();
        grades.forEach((query, judged) -> copy.put(query, Map.copyOf(judged)));
        this.grades = Collections.unmodifiableMap(copy);
    }

    /** Judgements that the program has: grade by id of query and id of document. */
    public static Qrels of(Map<String, Map<String, Integer>> grades) {
        return new Qrels(grades);
    }

    /**
     * Reads {@code qrels.tsv} in BEIR's layout: columns {@code query-id}, {@code corpus-id} and {@code score}, parted by
     * tabs, named in the first line in any order.
     *
     * @throws DatasetException if the file is missing, empty or not UTF-8, a column is unknown or missing, or a line is
     *     malformed or judges a pair again
     */
    public static Qrels beir(Path file) {
        try (LineReader lines = LineReader.open(file)) {
            List<String> columns = lines.next()
                    .map(line -> List.of(line.split("\t", -1)))
                    .orElseThrow(() -> new DatasetException(file + " is empty; its first line must name the columns"));
            for (String column : columns) {
                if (!BEIR_COLUMNS.contains(column)) {
                    throw lines.error("unknown column '" + column + "'; columns are " + BEIR_COLUMNS);
                }
            }
            if (columns.size() != BEIR_COLUMNS.size() || !columns.containsAll(BEIR_COLUMNS)) {
                throw lines.error("columns must be " + BEIR_COLUMNS + ", but are " + columns);
            }
            return read(
                    lines,
                    file,
                    "\t",
                    BEIR_COLUMNS.stream().map(columns::indexOf).toList(),
                    columns.size());
        }
    }

    /**
     * Reads judgements in TREC's layout: query, iteration (ignored), document and grade, parted by white space.
     *
     * @throws DatasetException if the file is missing, empty or not UTF-8, or a line is malformed or judges a pair again
     */
    public static Qrels trec(Path file) {
        try (LineReader lines = LineReader.open(file)) {
            return read(lines, file, "\\s+", List.of(0, 2, 3), 4);
        }
    }

    private static Qrels read(LineReader lines, Path file, String separator, List<Integer> order, int columns) {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String[] cells = line.get().strip().split(separator, -1);
            if (cells.length != columns) {
                throw lines.error("has " + cells.length + " columns, but must have " + columns);
            }
            String query = cells[order.get(0)];
            String document = cells[order.get(1)];
            Map<String, Integer> judged = grades.computeIfAbsent(query, q -> new LinkedHashMap<>());
            if (judged.put(document, grade(cells[order.get(2)], lines)) != null) {
                throw lines.error("document '" + document + "' is judged twice for query '" + query + "'");
            }
        }
        if (grades.isEmpty()) {
            throw new DatasetException(file + " has no judgements");
        }
        return new Qrels(grades);
    }

    private static int grade(String cell, LineReader lines) {
        try {
            return Integer.parseInt(cell);
        } catch (NumberFormatException e) {
            throw lines.error("a grade must be a whole number, but is '" + cell + "'");
        }
    }

    /** Ids of the queries that have judgements, in the order given. */
    public Set<String> queries() {
        return grades.keySet();
    }

    /** Grade by id of document; empty if the query has no judgements. */
    public Map<String, Integer> of(String query) {
        return grades.getOrDefault(query, Map.of());
    }
}
