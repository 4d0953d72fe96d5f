package io.llmops.eval.sidebyside;

import io.llmops.api.model.Money;
import io.llmops.core.text.TextTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The most that a run can cost, before anything is paid: every byte of every prompt counted as a token at the dearest price
 * of input, and every answer as long as it may be. Cells kept from an earlier run are not counted. An attempt that fails and
 * is tried again may be billed on top; a budget of the {@code LlmOps} bounds that, too. Immutable.
 *
 * @param columns what each column can cost
 * @param prices the day of the price book
 */
public record Estimate(List<Line> columns, LocalDate prices) {

    private static final String UNKNOWN = "no price";
    private static final List<String> HEADER = List.of("model", "calls", "most tokens in", "out", "most cost");

    /** Copies the list. */
    public Estimate {
        columns = List.copyOf(columns);
    }

    /**
     * What one column can cost.
     *
     * @param column model and parameters
     * @param calls cells that are not there yet
     * @param inputTokens most input tokens of all of them
     * @param outputTokens most output tokens of all of them
     * @param local whether the model runs on this machine, so that it costs nothing
     * @param money most money of all of them, or null if the model has no price
     */
    public record Line(
            Column column,
            long calls,
            long inputTokens,
            long outputTokens,
            boolean local,
            @Nullable Money money) {

        /** Whether calls are to be paid whose price is not known. */
        public boolean isUnpriced() {
            return calls > 0 && !local && money == null;
        }

        private String price() {
            if (calls == 0) {
                return "nothing to do";
            }
            return local ? "free, local" : money == null ? UNKNOWN : money.display();
        }
    }

    /** Cells that are not there yet. */
    public long calls() {
        return columns.stream().mapToLong(Line::calls).sum();
    }

    /** Columns with calls to be paid whose price is not known. */
    public List<Column> unpriced() {
        return columns.stream().filter(Line::isUnpriced).map(Line::column).toList();
    }

    /** Whether it is known to cost nothing: there is nothing to do, or all of it runs on this machine. */
    public boolean isFree() {
        return columns.stream().allMatch(line -> line.calls() == 0 || line.local());
    }

    /** The most that all columns together can cost; empty if a price is not known, or they are in several currencies. */
    public Optional<Money> total() {
        List<Money> parts = columns.stream()
                .filter(line -> line.calls() > 0)
                .flatMap(line -> Stream.ofNullable(line.money()))
                .toList();
        boolean oneCurrency = parts.stream().map(Money::currency).distinct().count() == 1;
        return unpriced().isEmpty() && oneCurrency ? parts.stream().reduce(Money::plus) : Optional.empty();
    }

    /** A table of the columns, and the sum with the date of its prices. */
    @Override
    public String toString() {
        TextTable table = new TextTable(HEADER, 1);
        for (Line line : columns) {
            table.row(List.of(
                    line.column().toString(),
                    "" + line.calls(),
                    "" + line.inputTokens(),
                    "" + line.outputTokens(),
                    line.price()));
        }
        return table + sum() + "\n";
    }

    private String sum() {
        if (isFree()) {
            return calls() == 0
                    ? "Every cell is there already."
                    : "It costs nothing: every model runs on this machine.";
        }
        if (!unpriced().isEmpty()) {
            return "What it costs is not known: the price book of " + prices + " has no price for "
                    + String.join(
                            ", ",
                            unpriced().stream()
                                    .map(c -> c.model().toString())
                                    .distinct()
                                    .toList()) + ".";
        }
        return total().map(money -> "At most " + money.display() + " for " + calls()
                        + (calls() == 1 ? " call" : " calls") + ", by the price book of " + prices
                        + "; mostly much less, as it counts each byte as a token.")
                .orElseGet(() -> "Prices are in several currencies, by the price book of " + prices + ".");
    }
}
