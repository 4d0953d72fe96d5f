package io.llmops.cli;

import static java.util.Objects.requireNonNull;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.Variation;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.eval.dataset.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which rows a prompt is run on. Used by one thread. */
final class RowOptions {

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "A variable that is the same in every row; may be repeated.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            description = "Rows of a .csv file whose first line names the variables, or of a .jsonl file.")
    private @Nullable Path rows;

    @Option(
            names = "--vary",
            paramLabel = "NAME=A,B,C",
            description =
                    "A variable and its values, separated by commas, or NAME=@FILE with one value a line. Repeated,"
                            + " the rows are every combination.")
    private Map<String, String> varied = new LinkedHashMap<>();

    @Option(
            names = "--pairwise",
            description = "Of the combinations, few that still bring every two values of two variables together.")
    private boolean pairwise;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Only so many rows, drawn at random without repetition.")
    private @Nullable Integer sample;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows, the first ones.")
    private @Nullable Integer limit;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Decides what --pairwise and --sample leave to chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** The variables that are the same in every row. */
    Map<String, String> variables() {
        return variables;
    }

    /** The rows; empty if there is only one, of the variables. */
    Optional<Dataset> rows() {
        if (rows != null && !varied.isEmpty()) {
            throw new ConfigurationException("give --rows or --vary, not both");
        }
        if (pairwise && (rows != null || sample != null || varied.isEmpty())) {
            throw new ConfigurationException("--pairwise chooses among the rows of --vary, and not with --sample");
        }
        if (rows != null) {
            return Optional.of(fromFile(rows));
        }
        if (varied.isEmpty()) {
            if (sample != null || limit != null) {
                throw new ConfigurationException("--sample and --limit need rows: give --rows or --vary");
            }
            return Optional.empty();
        }
        return Optional.of(fromValues());
    }

    private Dataset fromFile(Path file) {
        Dataset all = Datasets.distinct(RowFile.read(file));
        Dataset some = sample == null ? all : Datasets.sample(all, sample, seed);
        List<Example> examples = some.examples();
        if (limit == null || limit >= examples.size()) {
            return some;
        }
        if (limit < 1) {
            throw new ConfigurationException("--limit must be from 1, but is " + limit);
        }
        return Datasets.of(examples.subList(0, limit));
    }

    private Variation fromValues() {
        Variation variation = null;
        for (Map.Entry<String, String> e : varied.entrySet()) {
            List<String> values = values(e.getKey(), e.getValue());
            variation = variation == null ? Dataset.vary(e.getKey(), values) : variation.vary(e.getKey(), values);
        }
        Variation rows = requireNonNull(variation).seed(seed);
        if (pairwise) {
            rows = rows.pairwise();
        }
        if (sample != null) {
            rows = rows.sampled(sample);
        }
        return limit == null ? rows : rows.limit(limit);
    }

    private static List<String> values(String variable, String text) {
        if (!text.startsWith("@")) {
            return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        }
        Path file = Path.of(text.substring(1));
        List<String> values = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String value = line.replace("\uFEFF", "").strip();
                if (!value.isEmpty()) {
                    values.add(value);
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException("--vary " + variable + ": " + file + " cannot be read as UTF-8 text", e);
        }
        return values;
    }
}
