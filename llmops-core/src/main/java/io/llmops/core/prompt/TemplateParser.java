package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDelimiters;
import io.llmops.api.prompt.PromptRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads a template once, from left to right. Tags that stand alone on their line (all but values) take the line with
 * them, as the Mustache specification demands.
 */
final class TemplateParser {

    private static final int MAX_NESTING = 100;
    private static final int MAX_SHOWN = 40;
    private static final String OTHER_DELIMITERS = "; if this is text such as JSON and no tag, set other delimiters:"
            + " 'delimiters: <% %>' in the front matter, or {{=<% %>=}} in the template";

    private final String origin;
    private final String source;
    private final Mode mode;
    private final Deque<Open> sections = new ArrayDeque<>();
    private List<Node> nodes = new ArrayList<>();
    private String open;
    private String close;
    private int pos;
    private int line = 1;
    private int lineStart;
    private int counted;

    /** A section whose end has not come yet. */
    private record Open(Name name, boolean inverted, List<Node> outer) {}

    /** A tag: its sigil, or a blank for a value; the text inside; where it starts, and where the text after it does. */
    private record Tag(char sigil, String body, int start, int end) {}

    TemplateParser(String origin, String source, PromptDelimiters delimiters, Mode mode) {
        this.origin = origin;
        this.source = source;
        this.open = delimiters.open();
        this.close = delimiters.close();
        this.mode = mode;
    }

    List<Node> parse() {
        for (int start = source.indexOf(open); start >= 0; start = source.indexOf(open, pos)) {
            Tag tag = tag(start);
            int before = start;
            int after = tag.end();
            String indent = "";
            if ("#^/>!=".indexOf(tag.sigil()) >= 0) {
                int from = blankBefore(start);
                int to = blankAfter(tag.end());
                if (from >= 0 && to >= 0) {
                    indent = source.substring(from, start);
                    before = from;
                    after = to;
                }
            }
            text(pos, before);
            pos = after;
            accept(tag, indent);
        }
        text(pos, source.length());
        Open unclosed = sections.peek();
        if (unclosed != null) {
            throw new PromptException(
                    unclosed.name().at() + "section '" + unclosed.name().text() + "' is never closed: add " + open + "/"
                            + unclosed.name().text() + close);
        }
        return List.copyOf(nodes);
    }

    private Tag tag(int start) {
        int at = start + open.length();
        char sigil = at < source.length() ? source.charAt(at) : ' ';
        boolean known = "#^/>!=&{".indexOf(sigil) >= 0;
        String end = sigil == '{' ? "}" + close : sigil == '=' ? "=" + close : close;
        int from = known ? at + 1 : at;
        int stop = source.indexOf(end, from);
        if (stop < 0) {
            throw error(start, "'" + open + "' opens a tag that no '" + end + "' closes" + OTHER_DELIMITERS);
        }
        return new Tag(known ? sigil : ' ', source.substring(from, stop).strip(), start, stop + end.length());
    }

    private void accept(Tag tag, String indent) {
        switch (tag.sigil()) {
            case '!' -> {}
            case '=' -> delimiters(tag);
            case '#', '^' -> openSection(tag);
            case '/' -> closeSection(tag);
            case '>' -> nodes.add(new Node.Partial(partialName(tag), indent, where(tag.start())));
            case '{', '&' -> nodes.add(new Node.Variable(name(tag), false));
            default -> nodes.add(new Node.Variable(name(tag), true));
        }
    }

    private void openSection(Tag tag) {
        if (sections.size() >= MAX_NESTING) {
            throw error(tag.start(), "sections are nested more than " + MAX_NESTING + " deep");
        }
        sections.push(new Open(name(tag), tag.sigil() == '^', nodes));
        nodes = new ArrayList<>();
    }

    private void closeSection(Tag tag) {
        Open section = sections.poll();
        if (section == null) {
            throw error(tag.start(), "'" + shown(tag) + "' closes a section that was never opened");
        }
        if (!section.name().text().equals(tag.body())) {
            throw error(
                    tag.start(),
                    "'" + shown(tag) + "' stands where section '"
                            + section.name().text() + "' must be closed first");
        }
        Node closed = new Node.Section(section.name(), section.inverted(), List.copyOf(nodes));
        nodes = section.outer();
        nodes.add(closed);
    }

    private void delimiters(Tag tag) {
        String[] two = tag.body().split("\\s+");
        if (two.length != 2 || two[0].isEmpty() || two[0].indexOf('=') >= 0 || two[1].indexOf('=') >= 0) {
            throw error(tag.start(), "'" + shown(tag) + "' must name two delimiters, such as {{=<% %>=}}");
        }
        open = two[0];
        close = two[1];
    }

    private Name name(Tag tag) {
        if (mode == Mode.PROMPT && !Name.isPath(tag.body())) {
            throw error(
                    tag.start(),
                    "'" + shown(tag) + "' holds no name of a variable: letters, digits, _ and -, dots between"
                            + OTHER_DELIMITERS);
        }
        return new Name(tag.body(), where(tag.start()));
    }

    private String partialName(Tag tag) {
        if (mode == Mode.PROMPT && !isPinned(tag.body())) {
            throw error(
                    tag.start(),
                    "partial '" + shown(tag) + "' must be a prompt with its number, such as {{> tone@3}},"
                            + " so that a published version never changes");
        }
        return tag.body();
    }

    private static boolean isPinned(String body) {
        try {
            return PromptRef.parse(body).number().isPresent();
        } catch (PromptException e) {
            return false;
        }
    }

    private void text(int from, int to) {
        if (to > from) {
            nodes.add(new Node.Text(source.substring(from, to)));
        }
    }

    /** Start of the line, if only blanks stand between it and {@code at}; else -1. */
    private int blankBefore(int at) {
        int i = at;
        while (i > pos && isBlank(source.charAt(i - 1))) {
            i--;
        }
        return i == 0 || source.charAt(i - 1) == '\n' ? i : -1;
    }

    /** Start of the next line, if only blanks stand between {@code at} and it; else -1. */
    private int blankAfter(int at) {
        int i = at;
        while (i < source.length() && isBlank(source.charAt(i))) {
            i++;
        }
        if (i == source.length()) {
            return i;
        }
        if (source.startsWith("\r\n", i)) {
            return i + 2;
        }
        return source.charAt(i) == '\n' ? i + 1 : -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private String shown(Tag tag) {
        String text = source.substring(tag.start(), tag.end());
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private PromptException error(int at, String message) {
        return new PromptException(where(at) + message);
    }

    /** Counts lines on from the last position asked for, so that all positions together cost one pass. */
    private Position where(int at) {
        for (; counted < at; counted++) {
            if (source.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
        return new Position(origin, line, at - lineStart + 1);
    }
}
