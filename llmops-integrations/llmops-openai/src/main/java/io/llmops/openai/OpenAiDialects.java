package io.llmops.openai;

import dev.langchain4j.internal.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes what compatible servers say differently as OpenAI says it, where LangChain4j would lose it or fail: Mistral's calls
 * of tools without a {@code type}, which LangChain4j leaves out, and its texts as a list of parts, which it cannot read;
 * OpenRouter's calls without arguments. What the model thought is no part of the text.
 */
final class OpenAiDialects {

    private static final Pattern SUSPECT = Pattern.compile("\"(?:tool_calls|content)\"\\s*:\\s*\\[");

    private OpenAiDialects() {}

    static String plain(String json) {
        if (!json.contains("\"choices\"") || !SUSPECT.matcher(json).find()) {
            return json;
        }
        Map<?, ?> answer = Json.fromJson(json, Map.class);
        boolean changed = false;
        for (Object choice : list(answer.get("choices"))) {
            for (String part : List.of("message", "delta")) {
                if (choice instanceof Map<?, ?> c && c.get(part) instanceof Map<?, ?> message) {
                    boolean whole = part.equals("message");
                    changed |= completeCalls(message, whole);
                    changed |= joinText(message);
                }
            }
        }
        return changed ? Json.toJson(answer) : json;
    }

    /** @param whole whether calls come with all of their arguments, and not in the pieces of a stream */
    private static boolean completeCalls(Map<?, ?> message, boolean whole) {
        boolean changed = false;
        for (Object call : list(message.get("tool_calls"))) {
            if (call instanceof Map<?, ?> c && c.get("function") instanceof Map<?, ?> function) {
                changed |= putIfMissing(c, "type", "function");
                changed |= whole && putIfMissing(function, "arguments", "{}");
            }
        }
        return changed;
    }

    private static boolean putIfMissing(Map<?, ?> object, String name, String value) {
        if (object.get(name) != null) {
            return false;
        }
        put(object, name, value);
        return true;
    }

    private static boolean joinText(Map<?, ?> message) {
        if (!(message.get("content") instanceof List<?> parts)) {
            return false;
        }
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Map<?, ?> p && p.get("text") instanceof String s) {
                text.append(s);
            }
        }
        put(message, "content", text.toString());
        return true;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked") // JSON objects have names that are strings
    private static void put(Map<?, ?> object, String name, String value) {
        ((Map<String, Object>) object).put(name, value);
    }
}
