package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptDelimiters;
import java.util.List;
import java.util.regex.Pattern;

/** A template parsed to its pieces. Immutable. */
record Template(List<Node> nodes, Mode mode, int sizeHint) {

    private static final Pattern LINE_START = Pattern.compile("(?md)^");

    static Template parse(String source, PromptDelimiters delimiters, Mode mode) {
        return parse("", source, "", delimiters, mode);
    }

    /**
     * Parses a template.
     *
     * @param origin stands before each position in messages
     * @param indent put before each line of the source, as a partial's tag demands
     */
    static Template parse(String origin, String source, String indent, PromptDelimiters delimiters, Mode mode) {
        String text = indent.isEmpty() ? source : LINE_START.matcher(source).replaceAll(indent);
        List<Node> nodes = new TemplateParser(origin, text, delimiters, mode).parse();
        return new Template(nodes, mode, text.length() * 2 + 64);
    }

    String render(Object data, Partials partials) {
        Rendering out = new Rendering(this, data, partials);
        out.all(nodes, new Scope(data, null));
        return out.toString();
    }
}
