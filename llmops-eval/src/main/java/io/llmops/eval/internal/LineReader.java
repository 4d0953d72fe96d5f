package io.llmops.eval.internal;

import io.llmops.api.exception.DatasetException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a UTF-8 file line by line and knows where it is. Lines end with LF or CRLF; blank lines are skipped but counted; a
 * byte order mark is tolerated. Not thread-safe; whoever opened it closes it.
 */
public final class LineReader implements AutoCloseable {

    private final Path file;
    private final InputStream in;
    private long line;

    private LineReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @throws DatasetException if it is missing or cannot be opened
     */
    public static LineReader open(Path file) {
        try {
            return new LineReader(file, new BufferedInputStream(Files.newInputStream(file)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * All bytes of a file.
     *
     * @throws DatasetException if it is missing or cannot be read
     */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The next line that is not blank, without its end.
     *
     * @throws DatasetException if the file cannot be read or the line is not UTF-8
     */
    public Optional<String> next() {
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                String text = Utf8.decode(restOfLine(b), file, ++line);
                if (!text.isBlank()) {
                    return Optional.of(text);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private byte[] restOfLine(int first) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
            bytes.write(b);
        }
        byte[] line = bytes.toByteArray();
        boolean cr = line.length > 0 && line[line.length - 1] == '\r';
        return cr ? Arrays.copyOf(line, line.length - 1) : line;
    }

    /** Where the line that was read last is, as an error begins: {@code rows.jsonl, line 3: }. */
    public String place() {
        return file + ", line " + line + ": ";
    }

    /** An error at the line that was read last, to be thrown. */
    public DatasetException error(String message) {
        return new DatasetException(place() + message);
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DatasetException unreadable(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? new DatasetException("there is no file " + file, e)
                : new DatasetException(file + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
}
