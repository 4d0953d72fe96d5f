package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.CassetteException;
import io.llmops.api.exception.StoreException;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recordings of one cassette, by request. Thread-safe. */
final class Tape {

    private static final Logger LOG = LoggerFactory.getLogger(Tape.class);

    /** A recording costs money: after so many new ones they are written, whatever comes next. */
    private static final int UNWRITTEN = 50;

    private final Path path;
    private final CassetteMode mode;
    private final Redaction redaction;
    private final CassetteFile file;
    private final Map<String, List<Recording>> recordings = new TreeMap<>();
    private final Map<String, Deque<Recording>> left = new TreeMap<>();
    private int unwritten;
    private int lost;
    private @Nullable RuntimeException firstLoss;

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
     * @throws CassetteException if it must not be called, or the recording cannot be read
     */
    <T> Optional<T> next(JsonNode request, Function<JsonNode, T> reader) {
        return next(request).map(answer -> {
            try {
                return reader.apply(answer);
            } catch (RuntimeException e) { // its message may show what the file holds
                throw new CassetteException(path + ": the answer to a request of kind " + kind(request)
                        + " is damaged (" + e.getClass().getSimpleName() + "); record it anew");
            }
        });
    }

    private synchronized Optional<JsonNode> next(JsonNode request) {
        if (mode == CassetteMode.RECORD) {
            return Optional.empty();
        }
        JsonNode asked = redaction.request(request);
        Deque<Recording> answers = left.get(asked.toString());
        boolean constant = kind(asked).equals(RequestJson.DIMENSION);
        Recording next = answers == null ? null : constant ? answers.peek() : answers.poll();
        if (next == null && mode == CassetteMode.REPLAY) {
            throw new CassetteException(path + ": " + (answers == null ? unknown(asked) : exhausted(asked))
                    + "; record it with mode RECORD_MISSING");
        }
        return Optional.ofNullable(next).map(Recording::answer);
    }

    private static String kind(JsonNode request) {
        return request.path("kind").asText();
    }

    private String unknown(JsonNode asked) {
        List<JsonNode> requests = recordings.values().stream()
                .map(equal -> equal.get(0).request())
                .collect(Collectors.toList());
        return "a request of kind " + kind(asked) + " is not recorded; " + Difference.from(requests, asked);
    }

    private String exhausted(JsonNode asked) {
        int count = recordings.getOrDefault(asked.toString(), List.of()).size();
        return "a request of kind " + kind(asked) + " was made " + (count + 1) + " times or more, but is recorded "
                + count + " times";
    }

    /** Never fails, since the answer is paid and its caller waits for it: {@link #close} tells what could not be kept. */
    void keep(JsonNode request, Supplier<JsonNode> answer) {
        try {
            Recording recording = new Recording(redaction.request(request), redaction.answer(answer.get()));
            add(recording);
        } catch (RuntimeException e) {
            lose(e);
        }
    }

    private synchronized void add(Recording recording) {
        String key = recording.request().toString();
        boolean constant = kind(recording.request()).equals(RequestJson.DIMENSION);
        if (constant && recordings.containsKey(key)) {
            return;
        }
        recordings.computeIfAbsent(key, k -> new ArrayList<>()).add(recording);
        unwritten++;
        if (unwritten % UNWRITTEN == 0) {
            try {
                write();
            } catch (StoreException e) {
                LOG.warn("{} recordings could not be written and are kept in memory: {}", unwritten, e.getMessage());
            }
        }
    }

    private synchronized void lose(RuntimeException e) {
        lost++;
        firstLoss = firstLoss == null ? e : firstLoss;
    }

    private void write() {
        if (unwritten > 0) {
            file.write(recordings.values().stream().flatMap(List::stream).toList());
            unwritten = 0;
        }
    }

    synchronized void close() {
        write();
        if (lost > 0) {
            String losses = path + ": " + lost + " answers could not be recorded";
            lost = 0;
            throw new CassetteException(losses, firstLoss);
        }
    }
}
