package io.llmops.rag.ingest;

/**
 * A document that a sync could not take in. What the index held of it before is still there.
 *
 * @param document the document's id in its source
 * @param code what is wrong, for alerts: the {@link io.llmops.api.exception.LlmOpsException#code()} of the reader's error,
 *     or one of {@link #NO_READER}, {@link #UNREADABLE}, {@link #NO_TEXT}, {@link #DUPLICATE_ID}, {@link #BAD_ID},
 *     {@link #READER_FAILED}, {@link #BAD_METADATA}, {@link #REFUSED_WORDS}
 * @param reason what is wrong and what to do, for people; one line without text of the document
 */
public record SyncFailure(String document, String code, String reason) {

    /** No reader on the class path knows files of that name. */
    public static final String NO_READER = "no-reader";
    /** The content cannot be fetched: it is gone, or access is denied. */
    public static final String UNREADABLE = "unreadable";
    /** The reader found no text. */
    public static final String NO_TEXT = "no-text";
    /** Two documents of the source have one id; the first was taken. */
    public static final String DUPLICATE_ID = "duplicate-id";
    /** The document's id is blank or too long for an index. */
    public static final String BAD_ID = "bad-id";
    /** What its source says of it cannot be understood, such as a time. */
    public static final String BAD_METADATA = "bad-metadata";
    /** It has sensitive words that are to be refused. */
    public static final String REFUSED_WORDS = "refused-words";
    /** The reader has a defect, or lacks a library. */
    public static final String READER_FAILED = "reader-failed";

    /** {@code leave.docx: it is encrypted}; the document once, where the reason names it itself. */
    @Override
    public String toString() {
        return reason.startsWith(document) ? reason : document + ": " + reason;
    }
}
