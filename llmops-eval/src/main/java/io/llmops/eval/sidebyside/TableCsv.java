package io.llmops.eval.sidebyside;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.llmops.api.eval.Example;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.eval.internal.CsvCells;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A side-by-side table as comma-separated values. */
final class TableCsv {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final List<String> BEFORE =
            List.of("row", "prompt", "model", "temperature", "top_p", "seed", "repeat");
    private static final List<String> AFTER = List.of("cost", "currency", "latency_ms", "finish", "error", "call");

    private TableCsv() {}

    static void write(SideBySideTable table, Writer writer) throws IOException {
        Set<String> variables = new LinkedHashSet<>();
        Map<String, Example> rows = new HashMap<>();
        for (Example row : table.rows()) {
            variables.addAll(row.input().keySet());
            rows.put(row.id(), row);
        }
        try (SequenceWriter csv = CSV.writerFor(String[].class)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValues(writer)) {
            csv.write(header(variables));
            for (Cell cell : table.cells()) {
                Example row = rows.get(cell.row());
                csv.write(record(table.prompt().id(), cell, variables, row == null ? Map.of() : row.input()));
            }
        }
    }

    private static String[] header(Set<String> variables) {
        List<String> names = new ArrayList<>(BEFORE);
        // A variable may be called as one of our own columns is.
        variables.forEach(name -> names.add("var:" + name));
        names.add("text");
        for (TokenClass c : TokenClass.values()) {
            names.add(CellJson.name(c));
        }
        names.addAll(AFTER);
        return names.stream().map(CsvCells::write).toArray(String[]::new);
    }

    private static String[] record(String prompt, Cell cell, Set<String> variables, Map<String, String> input) {
        List<String> cells = new ArrayList<>();
        Sampling sampling = cell.column().sampling();
        cells.addAll(List.of(
                cell.row(),
                prompt,
                cell.column().model().toString(),
                text(sampling.temperature()),
                text(sampling.topP()),
                text(sampling.seed()),
                "" + cell.repeat()));
        variables.forEach(name -> cells.add(input.getOrDefault(name, "")));
        cells.add(cell.text());
        CallFacts call = cell.call();
        for (TokenClass c : TokenClass.values()) {
            cells.add(call.usage().isKnown() ? "" + call.usage().tokens(c) : "");
        }
        Money cost = call.cost();
        cells.addAll(List.of(
                cost == null ? "" : cost.amount().toPlainString(),
                cost == null ? "" : cost.currency(),
                "" + call.latency().toMillis(),
                text(call.finishReason()),
                text(cell.error()),
                call.id()));
        return cells.stream().map(CsvCells::write).toArray(String[]::new);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
