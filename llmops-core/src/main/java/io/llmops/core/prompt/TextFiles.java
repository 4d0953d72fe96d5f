package io.llmops.core.prompt;

import io.llmops.api.exception.StoreException;
import io.llmops.core.io.FileIo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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

/**
 * Files as they were last read, read again when time, size or identity of the file has changed. A file that changed less
 * than two seconds before it was read is not trusted, as another change may have the same time stamp. Thread-safe.
 */
final class TextFiles {

    private static final Duration RACY = Duration.ofSeconds(2);
    /** How long a file must have stood still before {@link #settled} takes it for whole. */
    static final Duration SETTLING = Duration.ofMillis(300);

    private final Clock clock;
    private final Map<Path, Read> files = new ConcurrentHashMap<>();
    private final Map<Path, Noticed> changing = new ConcurrentHashMap<>();

    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private record Read(Stamp stamp, Instant at, String text) {}

    private record Noticed(Stamp stamp, Instant at) {}

    TextFiles(Clock clock) {
        this.clock = clock;
    }

    /**
     * What the file holds; the same object as long as it does not change. Empty if there is no such file.
     *
     * @throws StoreException if it cannot be read
     */
    Optional<String> text(Path file) {
        return stamp(file).flatMap(stamp -> {
            Read known = files.get(file);
            return known != null && isCurrent(known, stamp) ? Optional.of(known.text()) : read(file, stamp, known);
        });
    }

    /**
     * The same for a file that others do not replace as a whole, so that a half-written one could be taken for whole: a
     * change counts when the file has stood still for {@link #SETTLING}.
     */
    Optional<String> settled(Path file) {
        return stamp(file).flatMap(stamp -> {
            Read known = files.get(file);
            if (known != null && isCurrent(known, stamp)) {
                return Optional.of(known.text());
            }
            return known == null || hasSettled(file, stamp) ? read(file, stamp, known) : Optional.of(known.text());
        });
    }

    /** What the file holds now, whatever is known. */
    static Optional<String> fresh(Path file) {
        try {
            return Optional.of(decode(FileIo.read(file, Yaml.MAX_BYTES)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What was just written as a whole. */
    void written(Path file, String text) {
        stamp(file).ifPresent(stamp -> files.put(file, new Read(stamp, clock.instant(), text)));
    }

    private Optional<String> read(Path file, Stamp stamp, @Nullable Read known) {
        Instant now = clock.instant();
        Optional<String> text = fresh(file);
        text.ifPresent(read -> {
            String same = known != null && known.text().equals(read) ? known.text() : read;
            files.put(file, new Read(stamp, now, same));
            changing.remove(file);
        });
        return text;
    }

    private boolean hasSettled(Path file, Stamp stamp) {
        Instant now = clock.instant();
        Duration age = Duration.between(stamp.modified().toInstant(), now);
        Noticed noticed = changing.compute(
                file, (f, before) -> before != null && before.stamp().equals(stamp) ? before : new Noticed(stamp, now));
        return age.compareTo(SETTLING) >= 0
                || Duration.between(noticed.at(), now).compareTo(SETTLING) >= 0;
    }

    private static boolean isCurrent(Read known, Stamp stamp) {
        return known.stamp().equals(stamp)
                && stamp.modified().toInstant().plus(RACY).isBefore(known.at());
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException(
                    "cannot read " + file + " (" + e.getClass().getSimpleName() + "): check its permissions", e);
        }
    }

    private static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
