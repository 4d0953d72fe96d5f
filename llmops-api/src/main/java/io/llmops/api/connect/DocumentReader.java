package io.llmops.api.connect;

import dev.langchain4j.data.document.Document;
import java.util.List;

/** Turns a document's bytes into text. Implementations are thread-safe. */
public interface DocumentReader {

    /** Metadata key of the title of the whole document. */
    String TITLE = "title";
    /** Metadata key of the page, slide or sheet that a part comes from. */
    String PAGE = "page";
    /** Metadata key of the heading that a part stands under. */
    String HEADING = "heading";

    /** Whether it reads files of that name; judged by the extension. */
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
