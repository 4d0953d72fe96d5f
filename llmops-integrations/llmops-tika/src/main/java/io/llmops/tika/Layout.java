package io.llmops.tika;

import java.util.Optional;

/** How Tika marks pages and lines in the XHTML of a kind of document. */
enum Layout {
    /** Pages, where there are any, are marked by class; line breaks are lines. */
    OFFICE,
    /** No pages; line breaks are white space. */
    WEB,
    /** Each page is a sheet with its name as heading; OpenDocument has bare tables instead. */
    SHEETS,
    /** Each outermost division is a slide. */
    BARE_SLIDES;

    /** The layout of a kind of file that is read; empty for other kinds. */
    static Optional<Layout> of(String extension) {
        return switch (extension) {
            case "pdf", "doc", "docx", "docm", "ppt", "pptx", "pptm", "odt", "rtf", "eml", "msg", "xml" ->
                Optional.of(OFFICE);
            case "html", "htm", "xhtml", "epub" -> Optional.of(WEB);
            case "xls", "xlsx", "xlsm", "ods" -> Optional.of(SHEETS);
            case "odp" -> Optional.of(BARE_SLIDES);
            default -> Optional.empty();
        };
    }
}
