package io.llmops.rag.split;

/**
 * How much of a model's window a text takes, in characters of English. Tokenizers of embedding models make one token of
 * about four Latin letters, of about two letters of other alphabets, and of a single Chinese character; so they count
 * 1, 2 and 3 here (3 and not 4, because English is often denser than its mean).
 */
final class Weight {

    private static final int OTHER_ALPHABETS = 0x370;
    private static final int DENSE = 0x2E80;

    private Weight() {}

    static int of(String text, int start, int end) {
        int weight = 0;
        int at = start;
        while (at < end) {
            int codePoint = text.codePointAt(at);
            weight += of(codePoint);
            at += Character.charCount(codePoint);
        }
        return weight;
    }

    static int of(int codePoint) {
        if (isDense(codePoint)) {
            return 3;
        }
        return codePoint >= OTHER_ALPHABETS && Character.isLetter(codePoint) ? 2 : 1;
    }

    /** Chinese, Japanese, Korean, their punctuation, and pictographs. */
    static boolean isDense(int codePoint) {
        return codePoint >= DENSE;
    }
}
