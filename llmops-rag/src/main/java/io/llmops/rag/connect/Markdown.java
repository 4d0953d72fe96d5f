package io.llmops.rag.connect;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentParts;
import io.llmops.api.connect.DocumentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts Markdown at its headings as CommonMark 0.31 defines them (ATX 4.2, setext 4.3), not at what looks like one in a
 * fenced code block (4.5). The text stays as written: models read Markdown well.
 */
final class Markdown {

    private static final int MAX_LEVEL = 6;
    private static final int MAX_INDENT = 3;
    private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-+)[ \\t]*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})(.*)");
    /** Lines that a setext underline cannot follow: lists, quotes, tables, indented code. */
    private static final Pattern NO_PARAGRAPH = Pattern.compile("(?: {4}|\\t| {0,3}(?:[-*+>|]|\\d+[.)])).*");

    private final DocumentParts parts = new DocumentParts();
    private final List<String> paragraph = new ArrayList<>();
    private String fence = "";

    private Markdown() {}

    static List<Document> parts(String text) {
        FrontMatter front = FrontMatter.of(text);
        Markdown markdown = new Markdown();
        front.body().lines().forEach(markdown::line);
        markdown.flush();
        List<Document> documents = markdown.parts.documents(front.values().get(DocumentReader.TITLE));
        for (Map.Entry<String, String> value : front.values().entrySet()) {
            documents.stream()
                    .filter(document -> !document.metadata().containsKey(value.getKey()))
                    .forEach(document -> document.metadata().put(value.getKey(), value.getValue()));
        }
        return documents;
    }

    private void line(String line) {
        Matcher mark = FENCE.matcher(line);
        if (!fence.isEmpty()) {
            paragraph.add(line);
            if (mark.matches()
                    && mark.group(1).startsWith(fence)
                    && mark.group(2).isBlank()) {
                fence = "";
            }
        } else if (mark.matches()
                && !(mark.group(1).startsWith("`") && mark.group(2).contains("`"))) {
            fence = mark.group(1);
            paragraph.add(line);
        } else if (!heading(line)) {
            text(line);
        }
    }

    private boolean heading(String line) {
        int level = atxLevel(line);
        if (level > 0) {
            flush();
            String title = withoutClosing(line.strip().substring(level).strip());
            if (!title.isEmpty()) {
                parts.heading(level, title, line.strip());
            }
            return true;
        }
        Matcher underline = UNDERLINE.matcher(line);
        if (underline.matches()
                && paragraph.size() == 1
                && !NO_PARAGRAPH.matcher(paragraph.get(0)).matches()) {
            String title = paragraph.remove(0).strip();
            parts.heading(underline.group(1).startsWith("=") ? 1 : 2, title, title + "\n" + line.strip());
            return true;
        }
        return false;
    }

    /** By hand and not by a pattern: a hostile line of spaces would cost a pattern the square of its length. */
    private static int atxLevel(String line) {
        String marks = line.stripLeading();
        int level = 0;
        while (level < marks.length() && marks.charAt(level) == '#') {
            level++;
        }
        boolean ends = level == marks.length() || marks.charAt(level) == ' ' || marks.charAt(level) == '\t';
        return level <= MAX_LEVEL && ends && line.length() - marks.length() <= MAX_INDENT ? level : 0;
    }

    private static String withoutClosing(String title) {
        int end = title.length();
        while (end > 0 && title.charAt(end - 1) == '#') {
            end--;
        }
        boolean closes = end == 0 || Character.isWhitespace(title.charAt(end - 1));
        return closes ? title.substring(0, end).strip() : title;
    }

    private void text(String line) {
        if (line.isBlank()) {
            flush();
        } else {
            paragraph.add(line.stripTrailing());
        }
    }

    private void flush() {
        if (!paragraph.isEmpty()) {
            parts.paragraph(String.join("\n", paragraph));
            paragraph.clear();
        }
    }
}
