package io.llmops.api.spi;

import dev.langchain4j.internal.Json;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error answer says, read from the shapes that model servers use: {@code {"error": {"message", "type", "code"}}}
 * (OpenAI and most others), {@code {"error": {"message", "status"}}} (Google), {@code {"error": "text"}} (Ollama), {@code {"message"}} (vLLM), {@code {"detail": "text"}}
 * (FastAPI). Anything else, such as a proxy's HTML page, says nothing.
 */
final class ErrorBody {

    private static final int MAX_CHARS = 500;
    /** An identifier. Anything longer or freer is not shown: it could hold anything. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private static final ErrorBody EMPTY = new ErrorBody("", null);

    private final String words;
    private final @Nullable String code;

    private ErrorBody(String words, @Nullable String code) {
        this.words = words;
        this.code = code;
    }

    static ErrorBody parse(String body) {
        try {
            Map<?, ?> json = Json.fromJson(body, Map.class);
            return json == null ? EMPTY : of(json);
        } catch (RuntimeException e) { // not JSON, or no object: a page of a proxy in between
            return EMPTY;
        }
    }

    private static ErrorBody of(Map<?, ?> json) {
        Object error = json.get("error");
        if (error instanceof Map<?, ?> inner) {
            return new ErrorBody(
                    text(inner.get("message")), firstCode(inner.get("code"), inner.get("type"), inner.get("status")));
        }
        for (String name : new String[] {"error", "message", "detail"}) {
            if (json.get(name) instanceof String s) {
                return new ErrorBody(text(s), firstCode(json.get("code"), json.get("type")));
            }
        }
        return EMPTY;
    }

    /** The endpoint's words in one line, shortened; empty if there are none. */
    String words() {
        return words;
    }

    /** The endpoint's name of the error. */
    Optional<String> code() {
        return Optional.ofNullable(code);
    }

    private static String text(@Nullable Object value) {
        if (!(value instanceof String s)) {
            return "";
        }
        String line = s.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...";
    }

    private static @Nullable String firstCode(@Nullable Object... candidates) {
        for (Object candidate : candidates) {
            if (candidate instanceof String s && CODE.matcher(s).matches()) {
                return s;
            }
        }
        return null;
    }
}
