package io.llmops.eval.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import io.llmops.eval.internal.CsvCells;
import io.llmops.eval.internal.LineReader;
import io.llmops.eval.internal.Utf8;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Comma-separated datasets. */
final class CsvDatasets {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final ObjectReader RECORDS = CSV.readerFor(String[].class);

    private CsvDatasets() {}

    static Dataset read(Path file) {
        String text = Utf8.decode(LineReader.bytes(file), file, 1);
        try (MappingIterator<String[]> records = RECORDS.readValues(text)) {
            if (!records.hasNextValue()) {
                throw new DatasetException(file + " is empty; its first line must name the columns");
            }
            List<String> columns = columns(records.nextValue(), file);
            RowCollector rows = new RowCollector();
            long line = nextLine(records);
            while (records.hasNextValue()) {
                add(rows, columns, records.nextValue(), file + ", line " + line + ": ");
                line = nextLine(records);
            }
            if (rows.isEmpty()) {
                throw new DatasetException(file + " has no rows; only a line that names the columns");
            }
            return rows.dataset();
        } catch (JsonProcessingException e) {
            // Without the cause: its message quotes the row.
            throw new DatasetException(
                    file + ", line " + e.getLocation().getLineNr() + ": not comma-separated text; check its quotes");
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read", e);
        }
    }

    private static long nextLine(MappingIterator<String[]> records) {
        return records.getParser().currentLocation().getLineNr();
    }

    private static List<String> columns(String[] header, Path file) {
        List<String> columns = new ArrayList<>();
        for (String cell : header) {
            String name = cell.strip();
            if (name.isEmpty()) {
                throw new DatasetException(file + ", line 1: column " + (columns.size() + 1) + " has no name");
            }
            if (columns.contains(name)) {
                throw new DatasetException(file + ", line 1: column '" + name + "' is there twice");
            }
            columns.add(name);
        }
        if (Datasets.OWN.containsAll(columns)) {
            throw new DatasetException(file + ", line 1: no column is an input; there is nothing but " + columns);
        }
        return columns;
    }

    private static void add(RowCollector rows, List<String> columns, String[] cells, String place) {
        if (cells.length != columns.size()) {
            throw new DatasetException(place + "has " + cells.length + " columns, but line 1 names " + columns.size()
                    + "; quote a cell that holds a comma");
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            named.put(columns.get(i), CsvCells.read(cells[i]));
        }
        rows.add(named, place);
    }

    static void write(Dataset dataset, Writer writer) throws IOException {
        List<Example> examples = dataset.examples();
        List<String> variables = examples.isEmpty()
                ? List.of()
                : List.copyOf(examples.get(0).input().keySet());
        check(examples, variables);
        try (var csv = CSV.writerFor(String[].class)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValues(writer)) {
            csv.write(Stream.concat(Stream.of(Datasets.ID, Datasets.TASK, Datasets.EXPECTED), variables.stream())
                    .toArray(String[]::new));
            for (Example e : examples) {
                Stream<String> own = Stream.of(e.id(), e.task(), e.answer().orElse(""));
                csv.write(Stream.concat(own, variables.stream().map(e.input()::get))
                        .map(CsvCells::write)
                        .toArray(String[]::new));
            }
        }
    }

    private static void check(List<Example> examples, List<String> variables) {
        if (variables.stream().anyMatch(Datasets.OWN::contains)) {
            throw new DatasetException("a variable named one of " + new TreeSet<>(Datasets.OWN) + " cannot be written");
        }
        for (Example e : examples) {
            if (!e.input().keySet().equals(Set.copyOf(variables))) {
                throw new DatasetException("row '" + e.id() + "' has variables "
                        + e.input().keySet() + ", but the first row has " + variables);
            }
        }
    }
}
