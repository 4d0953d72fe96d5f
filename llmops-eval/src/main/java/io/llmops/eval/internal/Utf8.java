package io.llmops.eval.internal;

import io.llmops.api.exception.DatasetException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Strict decoding: text that is not UTF-8 is an error with a line number, never a row of replacement characters. */
public final class Utf8 {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Utf8() {}

    /**
     * The text of some bytes, without a byte order mark at its start.
     *
     * @param file named in the error
     * @param firstLine number of the line with which the bytes begin
     * @throws DatasetException if they are not UTF-8
     */
    public static String decode(byte[] bytes, Path file, long firstLine) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            long line = firstLine + text.chars().filter(c -> c == '\n').count();
            throw new DatasetException(file + ", line " + line + ": not UTF-8; save the file as UTF-8");
        }
        boolean marked = text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK;
        return marked ? text.subSequence(1, text.length()).toString() : text.toString();
    }
}
