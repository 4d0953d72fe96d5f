package io.llmops.core.guard;

import io.llmops.api.exception.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of files that may change. Who asks for them looks at the files, twice a second at most, and reads them where
 * they have changed; others go on with the last list meanwhile, and all do where a file is broken. Thread-safe.
 */
final class LexiconFiles implements Supplier<WordList> {

    /** So often the files are looked at, at most; a file that was changed in so short a time may not be whole yet. */
    static final Duration PAUSE = Duration.ofMillis(400);

    private static final Logger LOG = LoggerFactory.getLogger(LexiconFiles.class);

    private final List<Path> files;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Instant looked;
    private volatile WordList words;
    private volatile Optional<String> problem = Optional.empty();
    private List<State> state;

    /** What tells that a file has changed; the file's key, because a new file may be as old and as long as the former. */
    private record State(
            @Nullable Instant changed, long size, @Nullable Object key) {}

    /**
     * @throws ConfigurationException if a file cannot be read or is broken
     */
    LexiconFiles(List<Path> files, Clock clock) {
        this.files = List.copyOf(files);
        this.clock = clock;
        this.looked = clock.instant();
        this.state = look();
        this.words = read();
    }

    @Override
    public WordList get() {
        Instant now = clock.instant();
        if (Duration.between(looked, now).abs().compareTo(PAUSE) >= 0 && reading.tryLock()) {
            try {
                looked = now;
                refresh(now);
            } finally {
                reading.unlock();
            }
        }
        return words;
    }

    /** Why the files' present state is not in use, if it is not. */
    Optional<String> problem() {
        return problem;
    }

    private void refresh(Instant now) {
        List<State> current = look();
        if (current.equals(state) || current.stream().anyMatch(s -> isFresh(s, now))) {
            return;
        }
        state = current;
        try {
            words = read();
            problem = Optional.empty();
        } catch (ConfigurationException e) {
            problem = Optional.ofNullable(e.getMessage());
            LOG.warn(
                    "The lexicon has changed and cannot be used; the last good one of {} words stays: {}",
                    words.size(),
                    e.getMessage());
        }
    }

    private static boolean isFresh(State s, Instant now) {
        return s.changed() != null && Duration.between(s.changed(), now).abs().compareTo(PAUSE) < 0;
    }

    private List<State> look() {
        List<State> states = new ArrayList<>();
        for (Path file : files) {
            try {
                BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
                states.add(new State(a.lastModifiedTime().toInstant(), a.size(), a.fileKey()));
            } catch (IOException | UncheckedIOException e) {
                states.add(new State(null, -1, null));
            }
        }
        return states;
    }

    private WordList read() {
        SensitiveWords.Builder builder = SensitiveWords.builder();
        files.forEach(builder::lexicon);
        return builder.list();
    }
}
