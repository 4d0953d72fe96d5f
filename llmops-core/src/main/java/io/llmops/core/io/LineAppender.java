package io.llmops.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.exception.LockedException;
import io.llmops.api.exception.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds lines to the end of a file, each forced to the disk before the next, so that a crash costs at most the line that was
 * being written. Opened by {@link FileIo#appendLines(Path, Predicate)}. Thread-safe; whoever opened it closes it.
 */
public final class LineAppender implements AutoCloseable {

    private static final int BLOCK = 8_192;

    /** A byte that no file reaches: where locks are mandatory, as on Windows, the lines themselves can still be read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final ProcessLock inProcess;
    private final FileChannel channel;
    private boolean broken;

    private LineAppender(Path file, ProcessLock inProcess) throws IOException {
        this.file = file;
        this.inProcess = inProcess;
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    static LineAppender open(Path file, Predicate<String> isWhole) throws IOException {
        ProcessLock inProcess = ProcessLock.acquire(file, Duration.ZERO).orElseThrow(() -> held(file));
        LineAppender lines = null;
        boolean opened = false;
        try {
            lines = new LineAppender(file, inProcess);
            lines.lock();
            lines.mend(isWhole);
            opened = true;
            return lines;
        } finally {
            if (!opened) {
                try (inProcess) {
                    if (lines != null) {
                        lines.channel.close();
                    }
                }
            }
        }
    }

    /** Held until the channel is closed. */
    private void lock() throws IOException {
        if (tryLock() == null) {
            throw held(file);
        }
    }

    private static LockedException held(Path file) {
        return new LockedException(file + " is being written by another run: wait for it, or name another file");
    }

    private @Nullable FileLock tryLock() throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void mend(Predicate<String> isWhole) throws IOException {
        long end = channel.size();
        long start = startOfTail(end);
        channel.position(end);
        if (start < end) {
            ByteBuffer tail = ByteBuffer.allocate(Math.toIntExact(end - start));
            readFully(tail, start);
            if (isWhole.test(new String(tail.array(), UTF_8))) {
                append("");
            } else {
                channel.truncate(start);
            }
        }
    }

    /** Where what follows the last end of a line begins. */
    private long startOfTail(long end) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long from = end;
        while (from > 0) {
            int length = (int) Math.min(BLOCK, from);
            from -= length;
            block.clear().limit(length);
            readFully(block, from);
            for (int i = length - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    private void readFully(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            at += read;
        }
    }

    /**
     * Adds a line.
     *
     * @param line without an end of line
     * @throws IllegalArgumentException if it holds one
     * @throws StoreException if it cannot be kept; then nothing more is added by this writer, and the part that was written
     *     is cut off when the file is opened again
     */
    public synchronized void append(String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a line must not hold an end of line");
        }
        if (broken) {
            throw new StoreException("cannot write " + file + ": an earlier line could not be written");
        }
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        broken = true;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw FileIo.failed("write", file, e);
        }
        broken = false;
    }

    /** Lets the next writer have the file; closing twice does nothing. */
    @Override
    public void close() {
        try (inProcess) {
            channel.close();
        } catch (IOException e) {
            throw FileIo.failed("close", file, e);
        }
    }
}
