package io.llmops.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.exception.DatasetException;
import io.llmops.core.io.FileIo;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Values that were proposed, as a JSON array that people can read and change. */
final class ProposalFile {

    private static final int MAX_BYTES = 64 << 20;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;

    /** What values were asked for. */
    record Key(String variable, String description, List<String> examples) {}

    /** How many were asked for, and those that came, which may be fewer. */
    record Kept(int asked, List<String> values) {
        Kept {
            values = List.copyOf(values);
        }
    }

    ProposalFile(Path file) {
        this.file = file;
    }

    Kept get(Key key) {
        for (JsonNode entry : read()) {
            if (key.equals(key(entry))) {
                return new Kept(entry.path("asked").asInt(), texts(entry.path("values")));
            }
        }
        return new Kept(0, List.of());
    }

    void put(Key key, Kept kept) {
        ArrayNode entries = JSON.createArrayNode();
        for (JsonNode entry : read()) {
            if (!key.equals(key(entry))) {
                entries.add(entry);
            }
        }
        ObjectNode added = entries.addObject().put("variable", key.variable()).put("description", key.description());
        key.examples().forEach(added.putArray("examples")::add);
        added.put("asked", kept.asked());
        kept.values().forEach(added.putArray("values")::add);
        try {
            FileIo.write(file, JSON.writeValueAsBytes(entries));
        } catch (IOException e) {
            throw new IllegalStateException("JSON that cannot be written", e);
        }
    }

    private static Key key(JsonNode entry) {
        return new Key(
                entry.path("variable").asText(), entry.path("description").asText(), texts(entry.path("examples")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private ArrayNode read() {
        byte[] bytes;
        try {
            bytes = FileIo.read(file, MAX_BYTES);
        } catch (NoSuchFileException e) {
            return JSON.createArrayNode();
        }
        try {
            if (JSON.readTree(bytes) instanceof ArrayNode entries) {
                return entries;
            }
        } catch (IOException e) {
            // Said below, without the cause: its message quotes the file.
        }
        throw new DatasetException(file + " holds no JSON array of proposals; name another file");
    }
}
