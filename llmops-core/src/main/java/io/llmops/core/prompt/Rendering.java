package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One pass over a template: values go to the output and are never read as a template again. */
final class Rendering {

    private final StringBuilder out;
    private final Mode mode;
    private final Object data;
    private final Partials partials;
    private int depth;

    Rendering(Template template, Object data, Partials partials) {
        this.out = new StringBuilder(template.sizeHint());
        this.mode = template.mode();
        this.data = data;
        this.partials = partials;
    }

    void append(String text) {
        out.append(text);
    }

    void all(List<Node> nodes, Scope scope) {
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).render(this, scope);
        }
    }

    void value(Name name, @Nullable Object value, boolean escape) {
        if (value == null || value == Name.MISSING) {
            if (mode == Mode.PROMPT) {
                throw missing(name, value == null);
            }
        } else if (escape && mode == Mode.SPEC) {
            escape(value.toString());
        } else if (value instanceof CharSequence text) {
            out.append(text);
        } else {
            out.append(value);
        }
    }

    void partial(Node.Partial partial, Scope scope) {
        Template template = partials.find(partial, depth);
        if (template != null) {
            depth++;
            all(template.nodes(), scope);
            depth--;
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }

    private PromptException missing(Name name, boolean isNull) {
        String given = data instanceof Map<?, ?> map && !map.isEmpty()
                ? map.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)).stream()
                        .collect(Collectors.joining(", "))
                : "none";
        return new PromptException(name.where() + "variable '" + name.text() + "' is " + (isNull ? "null" : "missing")
                + "; given: " + given);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
