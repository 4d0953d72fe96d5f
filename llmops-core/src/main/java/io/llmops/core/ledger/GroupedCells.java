package io.llmops.core.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A grouped report for machines: every figure of every row by its name. */
final class GroupedCells {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GroupedCells() {}

    static String csv(GroupedReport report) {
        List<Map<String, @Nullable Object>> rows = rows(report);
        StringBuilder out = new StringBuilder();
        if (!rows.isEmpty()) {
            out.append(String.join(",", rows.get(0).keySet())).append("\r\n");
        }
        for (Map<String, @Nullable Object> row : rows) {
            List<String> cells = new ArrayList<>();
            row.values().forEach(cell -> cells.add(CsvCells.of(cell)));
            out.append(String.join(",", cells)).append("\r\n");
        }
        return out.toString();
    }

    static String json(GroupedReport report) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rows(report)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts cannot be written as JSON", e);
        }
    }

    /** Every row has the same names: currencies and kinds of failure that occur in any of them. */
    private static List<Map<String, @Nullable Object>> rows(GroupedReport report) {
        TreeSet<String> currencies = new TreeSet<>();
        TreeSet<ErrorClass> errors = new TreeSet<>();
        report.groups().forEach(g -> {
            currencies.addAll(g.cost().sums().keySet());
            errors.addAll(g.errors().keySet());
        });
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (LedgerGroup group : report.groups()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("from", group.from().toString());
            row.put("to", group.to().toString());
            report.dimensions().forEach(d -> row.put(name(d.name()), group.of(d).orElse(null)));
            counts(row, group);
            errors.forEach(
                    e -> row.put("error_" + name(e.name()), group.errors().getOrDefault(e, 0L)));
            tokens(row, group);
            currencies.forEach(c -> row.put(
                    "cost_" + name(c),
                    group.cost()
                            .in(c)
                            .map(Money::amount)
                            .map(BigDecimal::toPlainString)
                            .orElse(null)));
            row.put("cost_unknown_calls", group.cost().unknown());
            row.put("cost_estimated_calls", group.cost().estimated());
            times(row, group);
            row.put("lost_records", report.dropped());
            rows.add(row);
        }
        return rows;
    }

    private static void counts(Map<String, @Nullable Object> row, LedgerGroup group) {
        row.put("calls", group.calls());
        row.put("embeddings", group.embeddings());
        for (Outcome outcome : Outcome.values()) {
            row.put("outcome_" + name(outcome.name()), group.outcome(outcome));
        }
        row.put("fell_back", group.fellBack().part());
        row.put("fallback_rate", rate(group.fellBack()));
        row.put("degraded", group.degraded().part());
        row.put("cache_rate", rate(group.cached()));
        row.put("content_filtered", group.contentFiltered().part());
    }

    private static void tokens(Map<String, @Nullable Object> row, LedgerGroup group) {
        for (TokenClass c : TokenClass.values()) {
            row.put("tokens_" + name(c.name()), group.tokens().of(c));
        }
        row.put("tokens_unknown_calls", group.tokens().unknown());
        row.put("tokens_estimated_calls", group.tokens().estimated());
        row.put("cached_input_rate", rate(group.cachedInput()));
        row.put("tokens_per_minute", rounded(group.tokensPerMinute(), 3));
        row.put("embedding_tokens", group.embeddingTokens().usage().total());
        row.put("embedding_tokens_unknown_calls", group.embeddingTokens().unknown());
    }

    private static void times(Map<String, @Nullable Object> row, LedgerGroup group) {
        row.put("latency_p50_ms", millis(group.latency().p50()));
        row.put("latency_p99_ms", millis(group.latency().p99()));
        row.put("first_token_p50_ms", millis(group.timeToFirstToken().p50()));
        row.put("first_token_p99_ms", millis(group.timeToFirstToken().p99()));
    }

    private static @Nullable Object rate(Share share) {
        return share.of() == 0 ? null : rounded(share.value().orElse(0), 6);
    }

    private static @Nullable Object millis(Optional<Duration> duration) {
        return duration.map(d -> rounded(d.toNanos() / 1e6, 3)).orElse(null);
    }

    private static BigDecimal rounded(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
