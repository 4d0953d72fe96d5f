package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.CassetteException;
import io.llmops.core.cassette.CassetteFile.Recording;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The recordings of one cassette, by request. Thread-safe. */
final class Tape {

    /** A recording costs money: after so many new ones they are written, whatever comes next. */
    private static final int UNWRITTEN = 50;

    private final Path path;
    private final CassetteMode mode;
    private final Redaction redaction;
    private final CassetteFile file;
    private final Map<String, List<Recording>> recordings = new TreeMap<>();
    private final Map<String, Deque<Recording>> left = new TreeMap<>();
    private int unwritten;

    Tape(Path path, CassetteMode mode, Redaction redaction) {
        this.path = path;
        this.mode = mode;
        this.redaction = redaction;
        this.file = new CassetteFile(path);
        if (mode != CassetteMode.RECORD) {
            load();
        }
    }

    private void load() {
        try {
            for (Recording recording : file.read()) {
                String key = recording.request().toString();
                recordings.computeIfAbsent(key, k -> new ArrayList<>()).add(recording);
                left.computeIfAbsent(key, k -> new ArrayDeque<>()).add(recording);
            }
        } catch (NoSuchFileException e) {
            if (mode == CassetteMode.REPLAY) {
                throw new CassetteException("no cassette " + path + "; record it with mode RECORD");
            }
        }
    }

    /**
     * The next answer recorded for a request, or empty if the model must be called.
     *
     * @throws CassetteException if it must not be called
     */
    synchronized Optional<JsonNode> next(JsonNode request) {
        if (mode == CassetteMode.RECORD) {
            return Optional.empty();
        }
        JsonNode asked = redaction.apply(request);
        Deque<Recording> answers = left.get(asked.toString());
        boolean constant = asked.path("kind").asText().equals(RequestJson.DIMENSION);
        Recording next = answers == null ? null : constant ? answers.peek() : answers.poll();
        if (next == null && mode == CassetteMode.REPLAY) {
            throw new CassetteException(path + ": " + (answers == null ? unknown(asked) : exhausted(asked))
                    + "; record it with mode RECORD_MISSING");
        }
        return Optional.ofNullable(next).map(Recording::answer);
    }

    private String unknown(JsonNode asked) {
        List<JsonNode> requests = recordings.values().stream()
                .map(equal -> equal.get(0).request())
                .collect(Collectors.toList());
        return "a request of kind " + asked.path("kind").asText() + " is not recorded; "
                + Difference.from(requests, asked);
    }

    private String exhausted(JsonNode asked) {
        int count = recordings.getOrDefault(asked.toString(), List.of()).size();
        return "a request of kind " + asked.path("kind").asText() + " was made " + (count + 1)
                + " times or more, but is recorded " + count + " times";
    }

    synchronized void keep(JsonNode request, JsonNode answer) {
        JsonNode asked = redaction.apply(request);
        recordings
                .computeIfAbsent(asked.toString(), key -> new ArrayList<>())
                .add(new Recording(asked, redaction.apply(answer)));
        unwritten++;
        if (unwritten >= UNWRITTEN) {
            write();
        }
    }

    /** Keeps what is the same each time. */
    synchronized void keepOnce(JsonNode request, JsonNode answer) {
        if (!recordings.containsKey(redaction.apply(request).toString())) {
            keep(request, answer);
        }
    }

    synchronized void write() {
        if (unwritten > 0) {
            file.write(recordings.values().stream().flatMap(List::stream).toList());
            unwritten = 0;
        }
    }
}
