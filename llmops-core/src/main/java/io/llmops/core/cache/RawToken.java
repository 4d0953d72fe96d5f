package io.llmops.core.cache;

/**
 * One unit of a question as it is written.
 *
 * @param kind what its spelling says
 * @param text folded to lower case
 */
record RawToken(Kind kind, String text) {

    enum Kind {
        WORD,
        NAME,
        HAN,
        NUMBER,
        ORDINAL,
        CLOCK,
        DATE,
        SYMBOL,
        /** A comma or the end of a sentence. */
        BREAK
    }

    boolean is(Kind kind) {
        return this.kind == kind;
    }

    boolean is(String text) {
        return this.text.equals(text);
    }
}
