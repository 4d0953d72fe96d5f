package io.llmops.eval.sidebyside;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import io.llmops.api.exception.PromptException;
import io.llmops.api.model.SeededParameters;
import io.llmops.api.prompt.PromptVersion;
import io.llmops.core.prompt.Prompts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is sent to whom, how often. Immutable. */
record Plan(
        PromptVersion version,
        Prompts renderer,
        List<Example> rows,
        List<Column> columns,
        int repeats,
        int maxOutputTokens) {

    Plan {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        long cells = (long) rows.size() * columns.size() * repeats;
        if (cells > SideBySide.MAX_CELLS) {
            throw new DatasetException(rows.size() + " rows, " + columns.size() + " columns and " + repeats
                    + " repeats are " + cells + " cells, more than " + SideBySide.MAX_CELLS
                    + ": limit the rows, or run them in parts into one file");
        }
    }

    /** Columns take turns, so that a run that is cut short has compared as many rows as it could. */
    List<PlannedCell> cells() {
        List<PlannedCell> cells = new ArrayList<>(rows.size() * columns.size() * repeats);
        for (Example row : rows) {
            for (int repeat = 1; repeat <= repeats; repeat++) {
                for (Column column : columns) {
                    cells.add(new PlannedCell(row, column, repeat));
                }
            }
        }
        return cells;
    }

    /** The planned cells by their keys, in order. */
    Map<String, PlannedCell> byKey() {
        Map<String, PlannedCell> keys = new LinkedHashMap<>();
        cells().forEach(cell -> keys.put(key(cell), cell));
        return keys;
    }

    String key(PlannedCell cell) {
        return CellKey.of(version.hash(), cell.column(), maxOutputTokens, cell.row(), cell.repeat());
    }

    /**
     * What is sent for a cell.
     *
     * @throws PromptException if the row lacks a variable of the prompt
     */
    ChatRequest request(PlannedCell cell) {
        return ChatRequest.builder()
                .messages(messages(cell.row()))
                .parameters(parameters(cell.column().sampling()))
                .build();
    }

    private List<ChatMessage> messages(Example row) {
        try {
            return renderer.render(version, row.input());
        } catch (PromptException e) {
            throw new PromptException("row '" + row.id() + "': " + e.getMessage(), e);
        }
    }

    /** The version's parameters, but for those that the column sets. */
    private ChatRequestParameters parameters(Sampling sampling) {
        ChatRequestParameters own = version.draft().parameters().toRequest();
        ChatRequestParameters all = own.overrideWith(ChatRequestParameters.builder()
                .temperature(sampling.temperature())
                .topP(sampling.topP())
                .maxOutputTokens(maxOutputTokens)
                .build());
        return sampling.seed() == null ? all : SeededParameters.of(all, sampling.seed());
    }
}
