package io.llmops.eval.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.exception.DatasetException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file with one JSON object a line. Not thread-safe; whoever opened it closes it. */
public final class Jsonl implements AutoCloseable {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    private final LineReader lines;

    private Jsonl(LineReader lines) {
        this.lines = lines;
    }

    /**
     * Opens a file.
     *
     * @throws DatasetException if it is missing or cannot be opened
     */
    public static Jsonl open(Path file) {
        return new Jsonl(LineReader.open(file));
    }

    /**
     * The next object.
     *
     * @throws DatasetException if the line holds anything but one JSON object
     */
    public Optional<JsonRow> next() {
        return lines.next().map(this::parse);
    }

    /** Whether a text is one whole JSON object. */
    public static boolean isObject(String text) {
        try {
            return JSON.readTree(text) instanceof ObjectNode;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private JsonRow parse(String line) {
        try {
            if (JSON.readTree(line) instanceof ObjectNode object) {
                return new JsonRow(object, lines.place());
            }
            throw lines.error("not a JSON object; each line must be one, such as {\"question\": \"...\"}");
        } catch (JsonProcessingException e) {
            // Without the cause: its message quotes the row.
            throw lines.error("not valid JSON at column " + e.getLocation().getColumnNr());
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        lines.close();
    }
}
