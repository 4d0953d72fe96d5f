package io.llmops.tika;

import io.llmops.api.connect.DocumentParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text as it comes in: gathers blocks, gives each its white space, and sends it to the heading, table or part. */
final class Flow {

    private final DocumentParts parts;
    private final Layout layout;
    private final StringBuilder block = new StringBuilder();
    private @Nullable Table table;
    private int heading;
    private boolean verbatim;
    private boolean apart;
    private boolean itemPending;
    private boolean asidePending;

    Flow(DocumentParts parts, Layout layout) {
        this.parts = parts;
        this.layout = layout;
    }

    void append(char[] text, int start, int length) {
        block.append(text, start, length);
    }

    void page() {
        parts.page();
    }

    /** What follows, if anything does, is not of the pages and headings so far. */
    void aside() {
        asidePending = true;
    }

    /** Sets what follows off by a blank line. */
    void setApart() {
        apart = true;
    }

    void item() {
        itemPending = true;
    }

    void verbatim(boolean begins) {
        verbatim = begins;
    }

    /** The level of the heading that begins, or 0 when it ends. */
    void heading(int level) {
        heading = level;
    }

    void startTable() {
        table = new Table();
    }

    void row() {
        if (table != null) {
            table.row();
        }
    }

    void cell(boolean header) {
        if (table != null) {
            table.cell(header);
        }
    }

    void endTable() {
        List<String> lines = table == null ? List.of() : table.lines();
        table = null;
        if (!lines.isEmpty()) {
            apart = true;
            addText(String.join("\n", lines));
        }
    }

    void endBlock() {
        String text = spaced();
        block.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        boolean item = itemPending;
        itemPending = false;
        if (table != null) {
            table.text(text);
        } else if (heading > 0) {
            addHeading(text);
        } else {
            addText(item ? "- " + text : text);
        }
    }

    private String spaced() {
        if (verbatim) {
            return Spacing.verbatim(block);
        }
        return layout == Layout.WEB || heading > 0 ? Spacing.folded(block) : Spacing.lines(block);
    }

    private void addText(String text) {
        stepAside();
        if (apart) {
            parts.paragraph(text);
        } else {
            parts.line(text);
        }
        apart = false;
    }

    private void addHeading(String text) {
        stepAside();
        if (layout == Layout.SHEETS) {
            parts.page(text);
        } else {
            parts.heading(heading, text, text);
        }
    }

    private void stepAside() {
        if (asidePending) {
            parts.aside();
            asidePending = false;
        }
    }
}
