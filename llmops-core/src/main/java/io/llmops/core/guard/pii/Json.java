package io.llmops.core.guard.pii;

/** Text inside of a JSON text. */
final class Json {

    private Json() {}

    /** What stands for the text within quotes; RFC 8259, section 7. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
