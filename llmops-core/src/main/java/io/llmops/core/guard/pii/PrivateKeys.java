package io.llmops.core.guard.pii;

/** Private keys in textual form, RFC 7468; one whose end is missing goes on to the end of the text. */
final class PrivateKeys implements Scanner {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int MAX_LABEL = 60;

    @Override
    public void scan(String text, Finds finds) {
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int end = at + BEGIN.length();
            int label = labelEnd(text, end);
            if (label > 0) {
                end = end(text, label);
                finds.add("private-key", at, end);
            }
            at = text.indexOf(BEGIN, end);
        }
    }

    /** Where a label that names a private key ends, or -1. */
    private static int labelEnd(String text, int from) {
        int end = Chars.runEnd(text, from, MAX_LABEL, c -> Chars.isUpperAlnum(c) || c == ' ');
        boolean isPrivate = text.substring(from, end).contains("PRIVATE KEY");
        return isPrivate && text.startsWith(DASHES, end) ? end + DASHES.length() : -1;
    }

    private static int end(String text, int from) {
        int end = text.indexOf(END, from);
        if (end < 0) {
            return text.length();
        }
        int label = Chars.runEnd(text, end + END.length(), MAX_LABEL, c -> Chars.isUpperAlnum(c) || c == ' ');
        return text.startsWith(DASHES, label) ? label + DASHES.length() : label;
    }
}
