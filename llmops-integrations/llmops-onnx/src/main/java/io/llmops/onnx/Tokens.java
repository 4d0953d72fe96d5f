package io.llmops.onnx;

/**
 * One text as the model reads it.
 *
 * @param ids the word pieces, special tokens included
 * @param cut whether the text was longer than the model reads
 */
@SuppressWarnings("ArrayRecordComponent") // Inside of one call only: never compared, never handed out.
record Tokens(int[] ids, boolean cut) {

    int length() {
        return ids.length;
    }
}
