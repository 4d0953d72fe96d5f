package io.llmops.tika;

import io.llmops.api.connect.DocumentParts;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the XHTML that Tika's parsers emit, whatever the format was: pages, slides and sheets as {@code div} with a
 * class, headings as {@code h1} to {@code h6}, tables as tables.
 */
final class XhtmlHandler extends DefaultHandler {

    private static final Set<String> PAGES = Set.of("page", "slide-content", "sheet");
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
            "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
            "tt", "u", "var", "wbr");
    /** Elements that end a line but not a paragraph. */
    private static final Set<String> LINES = Set.of("li", "dt", "dd", "br", "option", "figcaption");
    /** Around an attachment, and around a document inside of the document. */
    private static final Set<String> ATTACHMENTS = Set.of("package-entry", "email-entry");

    private final DocumentParts parts;
    private final Layout layout;
    private final int maxCharacters;
    private final StringBuilder block = new StringBuilder();
    private @Nullable Table table;
    private int tableDepth;
    private int divisionDepth;
    private int itemDepth;
    private boolean itemPending;
    private int skipDepth;
    private int attachmentDepth;
    private int verbatimDepth;
    private int heading;
    private boolean paged;
    private boolean apart;
    private boolean enteringOrLeavingAttachment;
    private int characters;

    XhtmlHandler(DocumentParts parts, Layout layout, int maxCharacters) {
        this.parts = parts;
        this.layout = layout;
        this.maxCharacters = maxCharacters;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        String name = localName.isEmpty() ? qName : localName;
        if (skipDepth > 0 || name.equals("head")) {
            skipDepth++;
            return;
        }
        if (INLINE.contains(name)) {
            return;
        }
        endBlock();
        setApart(name);
        if (attachmentDepth > 0) {
            attachmentDepth++;
        }
        switch (name) {
            case "div" -> startDivision(attributes.getValue("class"));
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading = name.charAt(1) - '0';
            case "li" -> startItem();
            case "pre" -> verbatimDepth++;
            case "table" -> startTable();
            case "tr" -> inTable(Table::row);
            case "td" -> inTable(t -> t.cell(false));
            case "th" -> inTable(t -> t.cell(true));
            default -> {}
        }
    }

    private void startDivision(@Nullable String type) {
        divisionDepth++;
        if (tableDepth > 0 || attachmentDepth > 0 || layout == Layout.WEB) {
            return; // an attachment's pages are not the document's, and web pages choose classes of their own
        }
        boolean bareSlide = layout == Layout.BARE_SLIDES && type == null && divisionDepth == 1;
        if (bareSlide || (type != null && PAGES.contains(type))) {
            startPage();
        } else if (type != null && ATTACHMENTS.contains(type)) {
            attachmentDepth = 1;
            enteringOrLeavingAttachment = true;
        }
    }

    private void startPage() {
        parts.page();
        paged = true;
    }

    private void startItem() {
        itemDepth++;
        itemPending = true;
    }

    /** Lines of a page, and of a list, stand close: in a PDF each line is a paragraph of its own. */
    private void setApart(String name) {
        apart |= !paged && itemDepth == 0 && !LINES.contains(name);
    }

    private void startTable() {
        if (tableDepth++ == 0) {
            if (layout == Layout.SHEETS && divisionDepth == 0) {
                startPage();
            }
            table = new Table();
        }
    }

    private void inTable(Consumer<Table> action) {
        if (tableDepth == 1 && table != null) {
            action.accept(table);
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        String name = localName.isEmpty() ? qName : localName;
        if (skipDepth > 0) {
            skipDepth--;
            return;
        }
        if (INLINE.contains(name)) {
            return;
        }
        endBlock();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading = 0;
            case "pre" -> verbatimDepth = Math.max(0, verbatimDepth - 1);
            case "table" -> endTable();
            case "div" -> divisionDepth--;
            case "li" -> itemDepth--;
            default -> {}
        }
        setApart(name);
        if (attachmentDepth > 0 && --attachmentDepth == 0) {
            enteringOrLeavingAttachment = true;
        }
    }

    private void endTable() {
        if (tableDepth > 0 && --tableDepth == 0 && table != null) {
            List<String> lines = table.lines();
            table = null;
            if (!lines.isEmpty()) {
                apart = true;
                addText(String.join("\n", lines));
            }
        }
    }

    @Override
    public void characters(char[] ch, int start, int length) throws SAXException {
        if (skipDepth > 0) {
            return;
        }
        characters += length;
        if (characters > maxCharacters) {
            throw new WriteLimitReachedException(maxCharacters);
        }
        block.append(ch, start, length);
    }

    @Override
    public void ignorableWhitespace(char[] ch, int start, int length) throws SAXException {
        characters(ch, start, length);
    }

    @Override
    public void endDocument() {
        endBlock();
        while (tableDepth > 0) {
            endTable();
        }
    }

    private void endBlock() {
        String text = spaced();
        block.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        if (itemPending) {
            text = "- " + text;
            itemPending = false;
        }
        if (table != null) {
            table.text(text);
        } else if (heading > 0) {
            addHeading(text);
        } else {
            addText(text);
        }
    }

    private String spaced() {
        if (verbatimDepth > 0) {
            return Spacing.verbatim(block);
        }
        return layout == Layout.WEB || heading > 0 ? Spacing.folded(block) : Spacing.lines(block);
    }

    private void addText(String text) {
        if (enteringOrLeavingAttachment) {
            parts.aside();
            enteringOrLeavingAttachment = false;
        }
        if (apart) {
            parts.paragraph(text);
        } else {
            parts.line(text);
        }
        apart = false;
    }

    private void addHeading(String text) {
        if (layout == Layout.SHEETS) {
            parts.page(text);
        } else {
            parts.heading(heading, text, text);
        }
    }
}
