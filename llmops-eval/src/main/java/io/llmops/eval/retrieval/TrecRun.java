package io.llmops.eval.retrieval;

import static java.util.Comparator.comparing;

import io.llmops.api.exception.DatasetException;
import io.llmops.eval.internal.LineReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the rankings of a run in TREC's layout: query, {@code Q0}, document, rank, score and run's name, parted by white
 * space. As trec_eval does, it orders documents by score, highest first, and those of equal score by id, last first; the
 * file's ranks and order do not count, and scores are compared as 32-bit numbers.
 */
public final class TrecRun {

    private static final int COLUMNS = 6;
    private static final int QUERY = 0;
    private static final int DOCUMENT = 2;
    private static final int SCORE = 4;

    private record Hit(String document, float score) {}

    private static final Comparator<Hit> BEST_FIRST =
            comparing(Hit::score).thenComparing(Hit::document).reversed();

    private TrecRun() {}

    /**
     * Ids of documents, best first, by id of query in the file's order.
     *
     * @throws DatasetException if the file is missing, empty or not UTF-8, or a line is malformed
     */
    public static Map<String, List<String>> read(Path file) {
        Map<String, List<Hit>> hits = new LinkedHashMap<>();
        try (LineReader lines = LineReader.open(file)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                String[] cells = line.get().strip().split("\\s+");
                if (cells.length != COLUMNS) {
                    throw lines.error("has " + cells.length + " columns, but must have " + COLUMNS);
                }
                hits.computeIfAbsent(cells[QUERY], q -> new ArrayList<>())
                        .add(new Hit(cells[DOCUMENT], score(cells[SCORE], lines)));
            }
        }
        if (hits.isEmpty()) {
            throw new DatasetException(file + " has no rankings");
        }
        Map<String, List<String>> rankings = new LinkedHashMap<>();
        hits.forEach((query, found) -> rankings.put(
                query, found.stream().sorted(BEST_FIRST).map(Hit::document).toList()));
        return rankings;
    }

    private static float score(String cell, LineReader lines) {
        try {
            return (float) Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw lines.error("a score must be a number, but is '" + cell + "'");
        }
    }
}
