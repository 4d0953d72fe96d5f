package io.llmops.eval.sidebyside;

import io.llmops.api.eval.Example;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.core.text.OneLine;
import io.llmops.core.text.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A side-by-side table as people read it in a terminal. */
final class TableText {

    /** Columns of the terminal that a row's name and an answer take at most. */
    private static final int ROW_WIDTH = 24;

    private static final int TEXT_WIDTH = 48;
    private static final String UNKNOWN = "?";

    private TableText() {}

    static String cells(SideBySideTable table) {
        boolean oneRow = table.rows().size() == 1;
        boolean repeats =
                table.cells().size() > table.rows().size() * table.columns().size();
        Set<TokenClass> classes = classes(table.cells());
        List<String> header = new ArrayList<>(oneRow ? List.of() : List.of("row"));
        header.add("model");
        if (repeats) {
            header.add("#");
        }
        header.add("text");
        int left = header.size();
        classes.forEach(c -> header.add(label(c)));
        header.addAll(List.of("cost", "time", "end"));
        TextTable text = new TextTable(header, left);
        Map<String, String> names = names(table.rows());
        for (Cell cell : table.cells()) {
            List<String> line = new ArrayList<>(oneRow ? List.of() : List.of(names.getOrDefault(cell.row(), "")));
            line.add(OneLine.of(cell.column().toString()));
            if (repeats) {
                line.add("" + cell.repeat());
            }
            line.add(cell.failure().isPresent() ? "" : OneLine.of(cell.text(), TEXT_WIDTH));
            Usage usage = cell.call().usage();
            classes.forEach(c -> line.add(tokens(usage, c)));
            line.add(cost(cell.call().cost()));
            line.add(time(cell.call().latency()));
            line.add(OneLine.of(end(cell)));
            text.row(line);
        }
        return text.toString();
    }

    static String summary(SideBySideTable table) {
        Set<TokenClass> classes = classes(table.cells());
        boolean agreement = table.summary(table.columns().get(0)).agreement().isPresent();
        List<String> header = new ArrayList<>(List.of("model", "answers", "failed"));
        classes.forEach(c -> header.add(label(c)));
        header.addAll(List.of("cost", "median time"));
        if (agreement) {
            header.add("agreement");
        }
        TextTable text = new TextTable(header, 1);
        for (Column column : table.columns()) {
            ColumnSummary s = table.summary(column);
            List<String> line = new ArrayList<>(
                    List.of(OneLine.of(column.toString()), "" + (s.cells() - s.failed()), "" + s.failed()));
            Usage usage = s.usage();
            classes.forEach(c -> line.add(tokens(usage, c)));
            line.add(cost(s.cost().orElse(null)));
            line.add(time(s.medianLatency()));
            s.agreement().ifPresent(a -> line.add(String.format(Locale.ROOT, "%.2f", a)));
            text.row(line);
        }
        return text.toString();
    }

    /** Input and output always, other classes where there are such tokens. */
    private static Set<TokenClass> classes(List<Cell> cells) {
        Set<TokenClass> classes = new TreeSet<>(Set.of(TokenClass.FRESH_INPUT, TokenClass.OUTPUT));
        for (Cell cell : cells) {
            for (TokenClass c : TokenClass.values()) {
                if (cell.call().usage().tokens(c) > 0) {
                    classes.add(c);
                }
            }
        }
        return classes;
    }

    private static String label(TokenClass tokenClass) {
        return switch (tokenClass) {
            case FRESH_INPUT -> "in";
            case CACHE_READ -> "in cached";
            case CACHE_WRITE -> "in to cache";
            case OUTPUT -> "out";
            case REASONING -> "reasoning";
        };
    }

    /** A row by its values, those that are the same in every row left out. */
    private static Map<String, String> names(List<Example> rows) {
        Set<String> same = new TreeSet<>(rows.get(0).input().keySet());
        for (Example row : rows) {
            same.removeIf(name ->
                    !Objects.equals(rows.get(0).input().get(name), row.input().get(name)));
        }
        Map<String, String> names = new HashMap<>();
        for (Example row : rows) {
            String values = row.input().entrySet().stream()
                    .filter(e -> !same.contains(e.getKey()))
                    .map(Map.Entry::getValue)
                    .collect(Collectors.joining(", "));
            names.put(row.id(), OneLine.of(values.isBlank() ? row.id() : values, ROW_WIDTH));
        }
        return names;
    }

    private static String tokens(Usage usage, TokenClass tokenClass) {
        return usage.isKnown() ? "" + usage.tokens(tokenClass) : UNKNOWN;
    }

    private static String cost(@Nullable Money cost) {
        return cost == null ? UNKNOWN : cost.display();
    }

    private static String time(Duration time) {
        return time.compareTo(Duration.ofSeconds(10)) < 0
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }

    private static String end(Cell cell) {
        if (cell.failure().isPresent()) {
            return cell.failure().get();
        }
        return cell.call().finishReason() == null
                ? UNKNOWN
                : cell.call().finishReason().name().toLowerCase(Locale.ROOT);
    }
}
