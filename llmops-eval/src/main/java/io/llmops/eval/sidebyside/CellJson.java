package io.llmops.eval.sidebyside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.eval.internal.JsonRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A cell as one line of JSON, with all that tells it from other cells. */
final class CellJson {

    static final String KEY = "cell";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CellJson() {}

    static String write(String key, Plan plan, PlannedCell planned, Cell cell) {
        ObjectNode line = JSON.createObjectNode().put(KEY, key);
        line.put("prompt", plan.version().id()).put("promptHash", plan.version().hash());
        Sampling sampling = cell.column().sampling();
        line.put("model", cell.column().model().toString());
        put(line, "temperature", sampling.temperature());
        put(line, "topP", sampling.topP());
        put(line, "seed", sampling.seed());
        line.put("maxOutputTokens", plan.maxOutputTokens());
        line.put("row", cell.row()).put("repeat", cell.repeat());
        ObjectNode variables = line.putObject("variables");
        planned.row().input().forEach(variables::put);
        cell.failure().ifPresentOrElse(error -> line.put("error", error), () -> line.put("text", cell.text()));
        facts(line, cell.call());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that cannot be written", e);
        }
    }

    private static void facts(ObjectNode line, CallFacts call) {
        if (call.finishReason() != null) {
            line.put("finish", call.finishReason().name());
        }
        if (call.model() != null) {
            line.put("answeredBy", call.model());
        }
        line.put("usage", call.usage().quality().name());
        for (TokenClass c : TokenClass.values()) {
            if (call.usage().tokens(c) > 0) {
                line.put(name(c), call.usage().tokens(c));
            }
        }
        if (call.cost() != null) {
            line.put("cost", call.cost().amount().toPlainString());
            line.put("currency", call.cost().currency());
        }
        line.put("latencyMillis", call.latency().toMillis()).put("call", call.id());
    }

    private static void put(ObjectNode line, String field, @Nullable Number value) {
        if (value != null) {
            line.put(field, new BigDecimal(value.toString()));
        }
    }

    /** Tokens of a class, as a field is named: {@code fresh_input_tokens}. */
    static String name(TokenClass tokenClass) {
        return tokenClass.name().toLowerCase(Locale.ROOT) + "_tokens";
    }

    /** The cell that a line tells of, which has that key. */
    static Cell read(JsonRow line, PlannedCell planned) {
        return new Cell(
                planned.row().id(),
                planned.column(),
                planned.repeat(),
                line.text("text"),
                line.lacks("error") ? null : line.text("error"),
                new CallFacts(
                        line.text("call"),
                        line.lacks("answeredBy") ? null : line.text("answeredBy"),
                        usage(line),
                        line.lacks("cost") ? null : Money.of(line.text("cost"), line.text("currency")),
                        Duration.ofMillis(number(line, "latencyMillis")),
                        line.lacks("finish") ? null : FinishReason.valueOf(line.text("finish"))));
    }

    private static Usage usage(JsonRow line) {
        Usage.Quality quality = Usage.Quality.valueOf(line.required("usage"));
        Usage.Builder usage = Usage.builder().quality(quality);
        for (TokenClass c : TokenClass.values()) {
            usage.tokens(c, number(line, name(c)));
        }
        return usage.build();
    }

    private static long number(JsonRow line, String field) {
        return line.lacks(field) ? 0 : Long.parseLong(line.text(field));
    }
}
