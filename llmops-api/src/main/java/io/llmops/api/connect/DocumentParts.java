package io.llmops.api.connect;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a reader finds, in reading order, and cuts it as {@link DocumentReader#read} promises: at each page, and
 * at each heading that follows on text. A heading stands in the text of its part and, with the headings above it, in the
 * metadata ({@code Leave > Carry-over}). Headings without text between them open one part together.
 *
 * <p>Used for one document; not thread-safe.
 */
public final class DocumentParts {

    private static final int LEVELS = 6;
    private static final String HEADING_SEPARATOR = " > ";

    private record Part(
            String text, @Nullable String page, @Nullable String heading) {}

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final @Nullable String[] headings = new String[LEVELS];
    private @Nullable String firstHeading;
    private @Nullable String page;
    private int pages;
    private boolean onlyHeadings = true;
    private boolean named;

    /** Begins the next page or slide, known by its number from 1. Headings do not reach over it. */
    public void page() {
        aside();
        pages++;
        page = Integer.toString(pages);
    }

    /** Begins a sheet, known by its name, which is its first paragraph. A sheet that gets no text is left out. */
    public void page(String name) {
        aside();
        page = name;
        named = true;
        append(name, true);
    }

    /** Begins what stands on no page and under no heading of the document, such as an attachment. */
    public void aside() {
        cut();
        Arrays.fill(headings, null);
        page = null;
    }

    /**
     * Adds a heading, which opens a part unless nothing but headings has come before it.
     *
     * @param level 1 to 6, 1 the highest
     * @param title what it says
     * @param written how it stands in the text, with marks of its level if the format has them
     * @throws IllegalArgumentException if {@code level} is out of range
     */
    public void heading(int level, String title, String written) {
        if (level < 1 || level > LEVELS) {
            throw new IllegalArgumentException("level must be in 1..6: " + level);
        }
        if (!onlyHeadings) {
            cut();
        }
        Arrays.fill(headings, level - 1, LEVELS, null);
        headings[level - 1] = title;
        if (firstHeading == null && parts.isEmpty()) {
            firstHeading = title;
        }
        append(written, true);
    }

    /** Adds text that a blank line sets off from what comes before it. */
    public void paragraph(String block) {
        append(block, true);
        onlyHeadings = false;
    }

    /** Adds text on a new line. */
    public void line(String line) {
        append(line, false);
        onlyHeadings = false;
    }

    /**
     * The parts so far, each with the metadata that is known of it under the keys of {@link DocumentReader}.
     *
     * @param title title of the whole document; where it is null or blank, the heading that the document begins with is
     *     taken
     * @return empty if there is no text
     */
    public List<Document> documents(@Nullable String title) {
        cut();
        String known = title == null || title.isBlank() ? firstHeading : title.strip();
        List<Document> documents = new ArrayList<>();
        for (Part part : parts) {
            Metadata metadata = new Metadata();
            put(metadata, DocumentReader.TITLE, known);
            put(metadata, DocumentReader.PAGE, part.page());
            put(metadata, DocumentReader.HEADING, part.heading());
            documents.add(Document.from(part.text(), metadata));
        }
        return documents;
    }

    private static void put(Metadata metadata, String key, @Nullable String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }

    private void append(String block, boolean apart) {
        if (!text.isEmpty()) {
            text.append(apart ? "\n\n" : "\n");
        }
        text.append(block);
    }

    private void cut() {
        boolean nameOnly = named && onlyHeadings;
        if (!nameOnly && !text.toString().isBlank()) {
            parts.add(new Part(text.toString(), page, headingPath()));
        }
        text.setLength(0);
        onlyHeadings = true;
        named = false;
    }

    private @Nullable String headingPath() {
        String path = Arrays.stream(headings).filter(Objects::nonNull).collect(Collectors.joining(HEADING_SEPARATOR));
        return path.isEmpty() ? null : path;
    }
}
