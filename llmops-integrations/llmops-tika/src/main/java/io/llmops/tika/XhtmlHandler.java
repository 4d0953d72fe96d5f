package io.llmops.tika;

import io.llmops.api.connect.DocumentParts;
import java.util.Set;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the XHTML that Tika's parsers emit, whatever the format was: pages, slides and sheets as {@code div} with a
 * class, headings as {@code h1} to {@code h6}, tables as tables. What an element means is decided here; the text is put
 * together by {@link Flow}.
 */
final class XhtmlHandler extends DefaultHandler {

    private static final Set<String> PAGES = Set.of("page", "slide-content", "sheet");
    /** Around an attachment, and around a document inside of the document. */
    private static final Set<String> ATTACHMENTS = Set.of("package-entry", "email-entry");

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
            "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
            "tt", "u", "var", "wbr");
    /** Elements that end a line but not a paragraph. */
    private static final Set<String> LINES = Set.of("li", "dt", "dd", "br", "option", "figcaption");

    private final Flow flow;
    private final Layout layout;
    private final int maxCharacters;
    private int characters;
    private int headDepth;
    private int divisionDepth;
    private int attachmentDepth;
    private int tableDepth;
    private int itemDepth;
    private boolean paged;

    XhtmlHandler(DocumentParts parts, Layout layout, int maxCharacters) {
        this.flow = new Flow(parts, layout);
        this.layout = layout;
        this.maxCharacters = maxCharacters;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        String name = localName.isEmpty() ? qName : localName;
        if (headDepth > 0 || name.equals("head")) {
            headDepth++;
            return;
        }
        if (INLINE.contains(name)) {
            return;
        }
        endBlock(name);
        if (attachmentDepth > 0) {
            attachmentDepth++;
        }
        switch (name) {
            case "div" -> startDivision(attributes.getValue("class"));
            case "h1", "h2", "h3", "h4", "h5", "h6" -> flow.heading(name.charAt(1) - '0');
            case "li" -> startItem();
            case "pre" -> flow.verbatim(true);
            case "table" -> startTable();
            case "tr" -> startRow();
            case "td", "th" -> startCell(name.equals("th"));
            default -> {}
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        String name = localName.isEmpty() ? qName : localName;
        if (headDepth > 0) {
            headDepth--;
            return;
        }
        if (INLINE.contains(name)) {
            return;
        }
        endBlock(name);
        switch (name) {
            case "div" -> divisionDepth--;
            case "h1", "h2", "h3", "h4", "h5", "h6" -> flow.heading(0);
            case "li" -> itemDepth--;
            case "pre" -> flow.verbatim(false);
            case "table" -> endTable();
            default -> {}
        }
        if (attachmentDepth > 0 && --attachmentDepth == 0) {
            flow.aside();
        }
    }

    /** Lines of a page, and of a list, stand close: in a PDF each line is a paragraph of its own. */
    private void endBlock(String name) {
        flow.endBlock();
        if (!paged && itemDepth == 0 && !LINES.contains(name)) {
            flow.setApart();
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
            flow.aside();
        }
    }

    private void startPage() {
        flow.page();
        paged = true;
    }

    private void startItem() {
        itemDepth++;
        flow.item();
    }

    private void startTable() {
        if (tableDepth == 0) {
            if (layout == Layout.SHEETS && divisionDepth == 0) {
                startPage();
            }
            flow.startTable();
        }
        tableDepth++;
    }

    private void startRow() {
        if (tableDepth == 1) {
            flow.row();
        }
    }

    private void startCell(boolean header) {
        if (tableDepth == 1) {
            flow.cell(header);
        }
    }

    private void endTable() {
        tableDepth--;
        if (tableDepth == 0) {
            flow.endTable();
        }
    }

    @Override
    public void characters(char[] ch, int start, int length) throws SAXException {
        if (headDepth > 0) {
            return;
        }
        characters += length;
        if (characters > maxCharacters) {
            throw new WriteLimitReachedException(maxCharacters);
        }
        flow.append(ch, start, length);
    }

    @Override
    public void ignorableWhitespace(char[] ch, int start, int length) throws SAXException {
        characters(ch, start, length);
    }

    @Override
    public void endDocument() {
        flow.endBlock();
    }
}
