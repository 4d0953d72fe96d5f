package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.exception.StoreException;
import io.llmops.core.io.FileIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files as they were last read, read again when time, size or identity of the file has changed. A file that changed
 * less than two seconds before it was read is not trusted, as another change may have the same time stamp.
 */
final class FileCache<T> {

    private static final Logger LOG = LoggerFactory.getLogger(FilePromptRegistry.class);
    private static final Duration RACY = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 8 << 20;

    private final Clock clock;
    private final Parser<T> parser;
    private final Map<Path, Loaded<T>> files = new ConcurrentHashMap<>();
    private final Map<Path, Stamp> leftOut = new ConcurrentHashMap<>();

    /** From a file's bytes to what they mean. */
    interface Parser<T> {
        T parse(Path file, byte[] bytes);
    }

    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private record Loaded<T>(
            Stamp stamp,
            Instant readAt,
            @Nullable T value,
            @Nullable PromptException broken) {}

    FileCache(Clock clock, Parser<T> parser) {
        this.clock = clock;
        this.parser = parser;
    }

    /**
     * What the file holds now; empty if there is none.
     *
     * @throws PromptException if it cannot be understood
     */
    Optional<T> get(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp stamp = new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            Loaded<T> known = files.get(file);
            if (known == null || !known.stamp().equals(stamp) || isRacy(known)) {
                known = load(file, stamp);
                files.put(file, known);
            }
            if (known.broken() != null) {
                throw new PromptException(String.valueOf(known.broken().getMessage()), known.broken());
            }
            return Optional.ofNullable(known.value());
        } catch (NoSuchFileException e) {
            files.remove(file);
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /** The same for who leaves out what cannot be understood; that is logged once for each state of the file. */
    Optional<T> readable(Path file) {
        try {
            return get(file);
        } catch (PromptException e) {
            Loaded<T> broken = files.get(file);
            if (broken != null && !broken.stamp().equals(leftOut.put(file, broken.stamp()))) {
                LOG.warn("Left out: {}", e.getMessage());
            }
            return Optional.empty();
        }
    }

    private static boolean isRacy(Loaded<?> known) {
        return known.stamp().modified().toInstant().plus(RACY).isAfter(known.readAt());
    }

    private Loaded<T> load(Path file, Stamp stamp) throws NoSuchFileException {
        Instant now = clock.instant();
        try {
            return new Loaded<>(stamp, now, parser.parse(file, FileIo.read(file, MAX_BYTES)), null);
        } catch (PromptException e) {
            return new Loaded<>(stamp, now, null, e);
        }
    }
}
