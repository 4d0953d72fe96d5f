package io.llmops.core.guard.pii;

import io.llmops.core.guard.GuardStream;
import java.util.function.UnaryOperator;

/** Puts values in place of their names; what begins like a name is held back until it is one, or is none. */
final class RestoringStream implements GuardStream {

    private static final int MAX_NAME = 64;

    private final Pseudonyms names;
    private final UnaryOperator<String> form;
    private final StringBuilder held = new StringBuilder();

    RestoringStream(Pseudonyms names, UnaryOperator<String> form) {
        this.names = names;
        this.form = form;
    }

    @Override
    public String push(String piece) {
        if (held.isEmpty() && piece.indexOf('[') < 0) {
            return piece;
        }
        StringBuilder out = new StringBuilder(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i), out);
        }
        return out.toString();
    }

    private void take(char c, StringBuilder out) {
        if (c == '[') {
            out.append(held);
            held.setLength(0);
            held.append(c);
        } else if (held.isEmpty()) {
            out.append(c);
        } else {
            held.append(c);
            if (c == ']') {
                String value = names.value(held.toString());
                out.append(value == null ? held : form.apply(value));
                held.setLength(0);
            } else if (!isName(c) || held.length() > MAX_NAME) {
                out.append(held);
                held.setLength(0);
            }
        }
    }

    private static boolean isName(char c) {
        return Chars.isAlnum(c) || c == '_';
    }

    @Override
    public String finish() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }
}
