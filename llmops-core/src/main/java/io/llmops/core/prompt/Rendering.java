package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One pass over a template: values go to the output and are never read as a template again. */
final class Rendering {

    private final StringBuilder out;
    private final Mode mode;
    private final Object data;
    private final Partials partials;
    private final PartialCount count = new PartialCount();

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
        } else if (mode == Mode.PROMPT && isComposite(value)) {
            throw wrong(name, "is a list or object, which has no one form as text: reach its items with a section");
        } else {
            out.append(value);
        }
    }

    private static boolean isComposite(Object value) {
        return value instanceof Collection
                || value instanceof Map
                || value.getClass().isArray();
    }

    void partial(Node.Partial partial, Scope scope) {
        Template template = partials.find(partial, count.enter(partial));
        if (template != null) {
            all(template.nodes(), scope);
        }
        count.leave();
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
        return wrong(name, "is " + (isNull ? "null" : "missing") + "; given: " + given(data));
    }

    private static PromptException wrong(Name name, String what) {
        return PromptException.ofVariable(
                name.variable().orElse(name.text()), name.at() + "variable '" + name.text() + "' " + what);
    }

    /** Names of the values given, for messages. */
    static String given(Object data) {
        return data instanceof Map<?, ?> map && !map.isEmpty()
                ? map.keySet().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "))
                : "none";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
