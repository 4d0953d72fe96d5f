package io.llmops.api.connect;

import dev.langchain4j.data.document.Document;
import java.util.List;
import java.util.Locale;

/** Turns a document's bytes into text. Implementations are thread-safe. */
public interface DocumentReader {

    /** Metadata key of the title of the whole document. */
    String TITLE = "title";
    /** Metadata key of the page, slide or sheet that a part comes from. */
    String PAGE = "page";
    /** Metadata key of the heading that a part stands under. */
    String HEADING = "heading";

    /** The part of a file name after its last full stop, in lower case; empty where there is none. */
    static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether it reads files of that name; judged by the {@link #extension}. */
    boolean reads(String fileName);

    /**
     * The text in reading order, cut where the format has pages, slides, sheets or headings; those are metadata of each
     * part under {@link #TITLE}, {@link #PAGE} and {@link #HEADING}. Tables keep their header with each row.
     *
     * @return at least one part, none blank
     * @throws io.llmops.api.exception.DocumentException if it is empty, encrypted, damaged, too large or without text
     */
    List<Document> read(SourceDocument document);
}
