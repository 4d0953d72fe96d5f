package io.llmops.core.guard.pii;

import org.jspecify.annotations.Nullable;

/** Makes full-width ASCII plain, unit by unit, so that positions stay. */
final class Narrow {

    private static final int SHIFT = 0xFEE0;

    private Narrow() {}

    static String of(CharSequence text) {
        char @Nullable [] narrowed = null;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E') {
                if (narrowed == null) {
                    narrowed = text.toString().toCharArray();
                }
                narrowed[i] = (char) (c - SHIFT);
            }
        }
        return narrowed == null ? text.toString() : new String(narrowed);
    }
}
