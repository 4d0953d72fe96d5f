package io.llmops.core.io;

import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The one door for small durable files of our own: a file is written whole or not at all, and what was written survives
 * a power cut where the file system keeps its promises. Thread-safe; holds nothing.
 */
public final class FileIo {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
    private static final Duration LOCK_POLL = Duration.ofMillis(2);

    private FileIo() {}

    /**
     * The bytes of a file.
     *
     * @param maxBytes most bytes that are read
     * @throws NoSuchFileException if it does not exist
     * @throws StoreException if it is larger than {@code maxBytes} or cannot be read
     */
    public static byte[] read(Path file, int maxBytes) throws NoSuchFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new StoreException(file + " is larger than the " + maxBytes + " bytes that are read");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    /**
     * Writes a file, or replaces it, at once and as a whole: a temporary file beside it is written and forced to the
     * disk, then renamed. Missing directories are made.
     *
     * @throws StoreException if that fails; then the old file is as it was
     */
    public static void write(Path file, byte[] bytes) {
        Path directory = directoryOf(file);
        Path temporary = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(directory);
            try {
                force(temporary, bytes);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            forceDirectory(directory);
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    /**
     * Opens a file to which whole lines are added at the end, or makes it; missing directories are made. One writer has it
     * at a time, until it closes it.
     *
     * @param isWhole whether a last line without its end, such as a crash leaves behind, is whole; a whole one gets its end,
     *     and another is cut off
     * @throws LockedException if another writer has it open, in this process or another
     * @throws StoreException if it cannot be opened
     */
    public static LineAppender appendLines(Path file, Predicate<String> isWhole) {
        try {
            Files.createDirectories(directoryOf(file));
            return LineAppender.open(file, isWhole);
        } catch (IOException e) {
            throw failed("open", file, e);
        }
    }

    /**
     * Does something while holding a lock that other threads, other instances and other processes respect. The lock
     * file stays; a lock whose process died is free.
     *
     * @throws LockedException if the lock is held by others for more than ten seconds
     * @throws StoreException if the lock file cannot be made
     */
    public static <T> T locked(Path lockFile, Supplier<T> action) {
        long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
        try {
            Files.createDirectories(directoryOf(lockFile));
            try (ProcessLock mine = ProcessLock.acquire(lockFile, LOCK_WAIT).orElseThrow(() -> notFree(lockFile));
                    FileChannel channel =
                            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = acquire(channel, lockFile, deadline)) {
                assert mine != null && lock.isValid();
                return action.get();
            }
        } catch (IOException e) {
            throw failed("lock", lockFile, e);
        }
    }

    private static FileLock acquire(FileChannel channel, Path lockFile, long deadline) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Held inside this process by a copy of this class: wait as for another process.
            }
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - deadline > 0) {
                throw notFree(lockFile);
            }
            LockSupport.parkNanos(LOCK_POLL.toNanos());
        }
    }

    private static LockedException notFree(Path lockFile) {
        return new LockedException(
                Thread.currentThread().isInterrupted()
                        ? "interrupted while " + lockFile + " was held by another writer"
                        : lockFile + " is held by another writer: try again");
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new StoreException(file + " is no file in a directory");
        }
        return parent;
    }

    private static void force(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the rename itself durable. Windows cannot open a directory, and needs no such step. */
    private static void forceDirectory(Path directory) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static StoreException failed(String what, Path file, IOException cause) {
        return new StoreException(
                "cannot " + what + " " + file + " (" + cause.getClass().getSimpleName() + ")", cause);
    }
}
