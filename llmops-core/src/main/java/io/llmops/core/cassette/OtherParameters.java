package io.llmops.core.cassette;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import io.llmops.api.exception.CassetteException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a provider's class of parameters adds to the common ones, by its text: {@code Some{modelName="m", seed=7, user=null}}
 * as {@code [seed=7]}. Members of maps are sorted, since their order may change from one run of Java to the next.
 */
final class OtherParameters {

    private static final Set<String> NONE = Set.of("null", "{}", "[]");
    private static final Set<String> COMMON = members(DefaultChatRequestParameters.EMPTY.toString()).stream()
            .map(OtherParameters::name)
            .collect(Collectors.toUnmodifiableSet());

    private OtherParameters() {}

    /** @throws CassetteException if the text says nothing of the values */
    static List<String> of(ChatRequestParameters parameters) {
        Class<?> type = parameters.getClass();
        if (type == DefaultChatRequestParameters.class) {
            return List.of();
        }
        String text = parameters.toString();
        if (text.equals(type.getName() + "@" + Integer.toHexString(System.identityHashCode(parameters)))) {
            throw new CassetteException("parameters of " + type.getName()
                    + " cannot be told apart on a cassette; give the class a toString() that shows its values");
        }
        return members(text).stream()
                .filter(member -> !COMMON.contains(name(member)) && !NONE.contains(value(member)))
                .toList();
    }

    private static String name(String member) {
        return member.substring(0, Math.max(0, member.indexOf('=')));
    }

    private static String value(String member) {
        return member.substring(member.indexOf('=') + 1);
    }

    /** The members of the outermost braces; all of the text as one where they do not pair up. */
    private static List<String> members(String text) {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                open.push(new Group());
            } else if (c == '}') {
                Group closed = open.pop();
                if (open.isEmpty()) {
                    return List.of(text);
                }
                if (open.size() == 1) {
                    return i == text.length() - 1 ? closed.sorted() : List.of(text);
                }
                open.element()
                        .member
                        .append('{')
                        .append(String.join(", ", closed.sorted()))
                        .append('}');
            } else {
                open.element().add(c);
            }
        }
        return List.of(text);
    }

    private static final class Group {
        private final List<String> members = new ArrayList<>();
        private final StringBuilder member = new StringBuilder();
        private int depth;

        void add(char c) {
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                end();
            } else if (c != ' ' || !member.isEmpty()) {
                member.append(c);
            }
        }

        private void end() {
            if (!member.isEmpty()) {
                members.add(member.toString());
                member.setLength(0);
            }
        }

        List<String> sorted() {
            end();
            return members.stream().sorted().toList();
        }
    }
}
