package io.llmops.core.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.exception.CassetteException;
import io.llmops.core.io.FileIo;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file: recordings in the order of their requests, so that the order of threads makes no difference. */
final class CassetteFile {

    /** A recording. */
    record Recording(JsonNode request, JsonNode answer) {}

    private static final int MAX_BYTES = 512 << 20;
    private static final String NAME = "llmops-cassette";
    private static final int VERSION = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final Path path;

    CassetteFile(Path path) {
        this.path = path;
    }

    /** @throws NoSuchFileException if there is none */
    List<Recording> read() throws NoSuchFileException {
        JsonNode root = parse(FileIo.read(path, MAX_BYTES));
        if (!root.path("format").asText().equals(NAME)) {
            throw new CassetteException(path + " is no cassette");
        }
        if (root.path("version").asInt() != VERSION) {
            throw new CassetteException(path + " is a cassette of version "
                    + root.path("version").asText() + ", but this llmops reads version " + VERSION
                    + ", whose requests hold the model's own parameters;"
                    + " record it anew with mode RECORD");
        }
        List<Recording> recordings = new ArrayList<>();
        root.path("recordings")
                .forEach(node -> recordings.add(new Recording(node.path("request"), node.path("answer"))));
        return recordings;
    }

    private JsonNode parse(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (IOException e) { // its message may show what the file holds
            throw new CassetteException(path + " is no JSON: " + e.getClass().getSimpleName());
        }
    }

    void write(List<Recording> recordings) {
        ObjectNode root = json.createObjectNode().put("format", NAME).put("version", VERSION);
        ArrayNode nodes = root.putArray("recordings");
        for (Recording recording : recordings) {
            ObjectNode node = nodes.addObject();
            node.set("request", recording.request());
            node.set("answer", recording.answer());
        }
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        try {
            FileIo.write(path, (json.writer(printer).writeValueAsString(root) + "\n").getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that cannot be written", e);
        }
    }
}
