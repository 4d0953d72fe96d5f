package io.llmops.tika;

import java.util.Optional;
import java.util.Set;

/** How Tika marks pages and lines in the XHTML of a kind of document. */
enum Layout {
    /** Pages, where there are any, are marked by class; line breaks are lines. */
    OFFICE(Set.of("pdf", "doc", "docx", "docm", "ppt", "pptx", "pptm", "odt", "rtf", "eml", "msg", "xml")),
    /** No pages; line breaks are white space. */
    WEB(Set.of("html", "htm", "xhtml", "epub")),
    /** Each page is a sheet with its name as heading; OpenDocument has bare tables instead. */
    SHEETS(Set.of("xls", "xlsx", "xlsm", "ods")),
    /** Each outermost division is a slide. */
    BARE_SLIDES(Set.of("odp"));

    private final Set<String> extensions;

    Layout(Set<String> extensions) {
        this.extensions = extensions;
    }

    static Optional<Layout> of(String extension) {
        for (Layout layout : values()) {
            if (layout.extensions.contains(extension)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }
}
