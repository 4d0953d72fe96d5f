package io.llmops.rag.connect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the encoding of text that does not name it. Certain signs come first: a byte order mark, well-formed UTF-8 (which
 * other encodings hardly ever are by accident), zero bytes at every other place. Then GB18030, if it decodes and most of
 * what is not ASCII is Chinese in common use; then EBCDIC, if it has spaces; last windows-1252, which reads anything.
 */
final class TextDecoder {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset GB2312 = Charset.forName("GB2312");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char BYTE_ORDER_MARK = '\ufeff';
    /** How EBCDIC ends its lines. */
    private static final char NEXT_LINE = '\u0085';

    private static final int SAMPLE = 64 << 10;
    private static final double LEAST_CHINESE = 0.8;
    private static final double LEAST_ZEROS = 0.3;
    private static final double LEAST_SPACES = 0.08;
    /** The international EBCDIC of mainframe exports; a small Java run-time may lack it. */
    private static final String EBCDIC = "IBM500";

    private TextDecoder() {}

    /** The text without a byte order mark, its line ends as {@code \n}. */
    static String decode(byte[] bytes) {
        String text = decoded(bytes);
        String bare = text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text;
        return bare.replace("\r\n", "\n").replace('\r', '\n').replace(NEXT_LINE, '\n');
    }

    private static String decoded(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE)) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        Optional<Charset> wide = withoutMark(bytes);
        if (wide.isPresent()) {
            return new String(bytes, wide.get());
        }
        return strictly(bytes, StandardCharsets.UTF_8)
                .or(() -> strictly(bytes, GB18030).filter(TextDecoder::looksChinese))
                .orElseGet(() -> new String(bytes, looksEbcdic(bytes) ? Charset.forName(EBCDIC) : WINDOWS_1252));
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    /** UTF-16 whose mark is missing: text in it has ASCII spaces and line ends, hence zeros on one side only. */
    private static Optional<Charset> withoutMark(byte[] bytes) {
        int length = Math.min(bytes.length, SAMPLE) & ~1;
        int high = 0;
        int low = 0;
        for (int i = 0; i < length; i += 2) {
            high += bytes[i] == 0 ? 1 : 0;
            low += bytes[i + 1] == 0 ? 1 : 0;
        }
        double enough = Math.max(1, length * LEAST_ZEROS / 2);
        if (low >= enough && high == 0) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return high >= enough && low == 0 ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Western text may decode as GB18030 too: a letter with an accent and the ASCII letter after it make one character.
     * Such pairs lie outside of GB 2312, which holds what Chinese text is written with.
     */
    private static boolean looksChinese(String text) {
        CharsetEncoder common = GB2312.newEncoder();
        long wide = text.chars().filter(c -> c > 0x7F).count();
        long chinese =
                text.chars().filter(c -> c > 0x7F && common.canEncode((char) c)).count();
        return chinese >= LEAST_CHINESE * wide;
    }

    /** EBCDIC has its space where ASCII has the at sign. */
    private static boolean looksEbcdic(byte[] bytes) {
        int length = Math.min(bytes.length, SAMPLE);
        int spaces = 0;
        for (int i = 0; i < length; i++) {
            spaces += bytes[i] == '@' ? 1 : 0;
            if (bytes[i] == ' ') {
                return false;
            }
        }
        return spaces >= LEAST_SPACES * length && Charset.isSupported(EBCDIC);
    }
}
