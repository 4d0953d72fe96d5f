package io.llmops.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts bytes into lines of UTF-8 text at LF, CR or CR LF, wherever the network cuts them. Not thread-safe. */
final class LineSplitter {

    private final int maxBytes;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean afterReturn;

    LineSplitter(int maxBytes, Consumer<String> lines) {
        this.maxBytes = maxBytes;
        this.lines = lines;
    }

    /** @throws IOException if a line is longer than allowed */
    void accept(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n' && afterReturn) {
                afterReturn = false;
            } else if (b == '\n' || b == '\r') {
                afterReturn = b == '\r';
                end();
            } else {
                afterReturn = false;
                if (begun.size() == maxBytes) {
                    throw new IOException("a line of more than " + maxBytes + " bytes");
                }
                begun.write(b);
            }
        }
    }

    /** Gives the last line, if it has no end. */
    void finish() {
        if (begun.size() > 0) {
            end();
        }
    }

    private void end() {
        String line = begun.toString(UTF_8);
        begun.reset();
        lines.accept(line);
    }
}
