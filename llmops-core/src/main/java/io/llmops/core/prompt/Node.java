package io.llmops.core.prompt;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed piece of a template. */
sealed interface Node {

    /** Appends what this piece gives. */
    void render(Rendering out, Scope scope);

    /** Text that stands as it is. */
    record Text(String text) implements Node {
        @Override
        public void render(Rendering out, Scope scope) {
            out.append(text);
        }
    }

    /** A value, inserted once. */
    record Variable(Name name, boolean escape) implements Node {
        @Override
        public void render(Rendering out, Scope scope) {
            out.value(name, name.lookup(scope), escape);
        }
    }

    /** A part that is kept, repeated or left out. */
    record Section(Name name, boolean inverted, List<Node> children) implements Node {
        @Override
        public void render(Rendering out, Scope scope) {
            Object value = name.lookup(scope);
            Collection<?> items = items(value);
            if (inverted) {
                if (items.isEmpty()) {
                    out.all(children, scope);
                }
                return;
            }
            for (Object item : items) {
                out.all(children, new Scope(item, scope));
            }
        }

        /** None for what counts as false, one for what counts as true, the items of a list. */
        static Collection<?> items(@Nullable Object value) {
            if (value == null || value == Name.MISSING || value == Boolean.FALSE) {
                return List.of();
            }
            if (value instanceof Collection<?> collection) {
                return collection;
            }
            if (value instanceof Object[] array) {
                return Arrays.asList(array);
            }
            if (value instanceof CharSequence text && text.length() == 0) {
                return List.of();
            }
            return Boolean.FALSE.equals(value) ? List.of() : List.of(value);
        }
    }

    /** Another template in this place. */
    record Partial(String name, String indent, Position at) implements Node {
        @Override
        public void render(Rendering out, Scope scope) {
            out.partial(this, scope);
        }
    }
}
