package io.llmops.rag.ingest;

/** A document cannot be taken in; the sync goes on with the others. */
final class DocumentRejected extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;

    private final String code;

    DocumentRejected(String code, String reason) {
        super(oneLine(reason));
        this.code = code;
    }

    SyncFailure of(String document) {
        return new SyncFailure(document, code, String.valueOf(getMessage()));
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
    }
}
