package io.llmops.eval.dataset;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Reads and writes datasets. Files are UTF-8, with or without a byte order mark.
 *
 * <p>The names {@value #ID}, {@value #EXPECTED} and {@value #TASK} are the row's own; every other column or field is an
 * input variable. A row without an id gets one made from its input, the same in every JVM. An empty expected answer is
 * none. All rows are read at once; the file is not needed afterwards.
 *
 * <p>Errors name the file and the line, and never quote the row.
 */
public final class Datasets {

    /** Column of the row's id: {@value}. */
    public static final String ID = "id";

    /** Column of the right answer: {@value}. */
    public static final String EXPECTED = "expected";

    /** Column of the tag that groups rows: {@value}. */
    public static final String TASK = "task";

    /** Names that are the row's own; all others are variables. */
    static final Set<String> OWN = Set.of(ID, EXPECTED, TASK);

    private Datasets() {}

    /**
     * A dataset of rows that the program has.
     *
     * @throws DatasetException if two rows have the same id
     */
    public static Dataset of(List<Example> examples) {
        RowCollector rows = new RowCollector();
        examples.forEach(row -> rows.add(row, ""));
        return rows.dataset();
    }

    /**
     * The same rows without those whose input was there before; the first one of equal rows stays. Ids do not change.
     *
     * @throws DatasetException if two of the rows that stay have the same id
     */
    public static Dataset distinct(Dataset dataset) {
        Set<Map<String, String>> inputs = new HashSet<>();
        return of(dataset.examples().stream()
                .filter(row -> inputs.add(row.input()))
                .toList());
    }

    /**
     * So many of the rows, drawn at random without repetition, in their order; all of them if there are fewer. The same seed
     * draws the same rows in every JVM.
     *
     * @throws IllegalArgumentException if {@code rows} is not positive
     */
    public static Dataset sample(Dataset dataset, int rows, long seed) {
        if (rows < 1) {
            throw new IllegalArgumentException("sampled rows must be positive, but are " + rows);
        }
        List<Example> all = dataset.examples();
        Random random = new Random(seed);
        List<Example> drawn = new ArrayList<>();
        // Selection sampling (D. E. Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S).
        for (int i = 0; i < all.size() && drawn.size() < rows; i++) {
            if (random.nextInt(all.size() - i) < rows - drawn.size()) {
                drawn.add(all.get(i));
            }
        }
        return of(drawn);
    }

    /**
     * Rows of a comma-separated file (RFC 4180) whose first record names the columns. Cells that
     * {@link #writeCsv(Dataset, Writer)} made harmless to spreadsheets are read as what they were.
     *
     * @throws DatasetException if the file is missing, empty or not UTF-8, a column's name is blank or there twice, no
     *     column is an input, a record has more or fewer columns than the first, or an id is there twice
     */
    public static Dataset csv(Path file) {
        return CsvDatasets.read(file);
    }

    /**
     * Rows of a file with one JSON object a line. Numbers and booleans are taken as text, lists and objects as their JSON.
     *
     * @throws DatasetException if the file is missing, empty or not UTF-8, a line is not a JSON object, an input is null, a
     *     row has no input, or an id is there twice
     */
    public static Dataset jsonl(Path file) {
        return JsonlDatasets.read(file);
    }

    /**
     * Writes a dataset as a comma-separated file that {@link #csv(Path)} reads. A cell that a spreadsheet would run as a
     * formula (one that begins with {@code = + - @}) gets a leading apostrophe. The writer is flushed and left open.
     *
     * @throws DatasetException if rows have different variables, or a variable has a name of the row's own
     * @throws IOException if the writer fails
     */
    public static void writeCsv(Dataset dataset, Writer writer) throws IOException {
        CsvDatasets.write(dataset, writer);
    }
}
