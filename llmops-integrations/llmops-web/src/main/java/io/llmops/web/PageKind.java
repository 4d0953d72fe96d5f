package io.llmops.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Kinds of pages that readers are for, by media type, and the bytes that the readers get. */
final class PageKind {

    private static final Map<String, String> EXTENSIONS = new LinkedHashMap<>();

    static {
        EXTENSIONS.put("text/html", "html");
        EXTENSIONS.put("application/xhtml+xml", "html");
        EXTENSIONS.put("text/plain", "txt");
        EXTENSIONS.put("text/markdown", "md");
        EXTENSIONS.put("text/csv", "csv");
        EXTENSIONS.put("application/pdf", "pdf");
        EXTENSIONS.put("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
        EXTENSIONS.put("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        EXTENSIONS.put("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
    }

    static final MediaTypes TYPES = new MediaTypes(EXTENSIONS.keySet());

    private static final String HTML = "html";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private PageKind() {}

    static boolean isHtml(WebResponse page) {
        return HTML.equals(extension(page));
    }

    /** A name for the page, with the extension of its kind. */
    static String fileName(WebResponse page) {
        return baseName(page.url().getPath()) + "." + extension(page);
    }

    /** The same for a page that has not been fetched, by its path alone. */
    static String guessedName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        boolean known = dot > 0 && EXTENSIONS.containsValue(name.substring(dot + 1));
        return known ? name : baseName(path) + "." + HTML;
    }

    private static String baseName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String base = dot > 0 ? name.substring(0, dot) : name;
        return base.isEmpty() ? "index" : base;
    }

    private static String extension(WebResponse page) {
        return Optional.ofNullable(EXTENSIONS.get(page.mediaType().orElse(""))).orElse(HTML);
    }

    /**
     * Text whose charset the server named comes as UTF-8 with a byte order mark, which stands above what the page says of
     * itself, as the server's word does (HTML standard, 13.2.3.2).
     */
    static byte[] bytes(WebResponse page) {
        String type = page.mediaType().orElse("");
        boolean text = type.startsWith("text/") || type.endsWith("+xml");
        Optional<Charset> charset = page.charset().filter(named -> text && !startsWithMark(page.body()));
        return charset.map(named -> withMark(new String(page.body(), named))).orElse(page.body());
    }

    private static boolean startsWithMark(byte[] body) {
        boolean utf8 = body.length > 2 && body[0] == BYTE_ORDER_MARK[0] && body[1] == BYTE_ORDER_MARK[1];
        boolean utf16 = body.length > 1 && (body[0] & 0xFF) + (body[1] & 0xFF) == 0xFE + 0xFF;
        return utf8 || utf16;
    }

    private static byte[] withMark(String text) {
        return ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
    }
}
