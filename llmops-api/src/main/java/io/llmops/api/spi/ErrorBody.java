package io.llmops.api.spi;

import dev.langchain4j.internal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error answer says, read from the shapes that model servers use: {@code {"error": {"message", "type", "code"}}}
 * (OpenAI and most others), the same in a list (Gemini's compatible endpoint), {@code {"error": {"message", "status"}}}
 * (Google), {@code {"error": {"metadata": {"raw"}}}} (OpenRouter), {@code {"error": "text"}} (Ollama),
 * {@code {"message"}} (vLLM), {@code {"detail": "text"}} (FastAPI). Anything else, such as a proxy's HTML page, says nothing.
 */
final class ErrorBody {

    private static final int MAX_CHARS = 500;
    /** An identifier. Anything longer or freer is not shown: it could hold anything. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private static final int LEAST_STATUS = 400;
    private static final int MOST_STATUS = 599;

    private static final ErrorBody EMPTY = new ErrorBody("", "", List.of(), null);

    private final String words;
    private final String said;
    private final List<String> codes;
    private final @Nullable Integer number;

    private ErrorBody(String words, String said, List<String> codes, @Nullable Integer number) {
        this.words = words;
        this.said = said;
        this.codes = codes;
        this.number = number;
    }

    static ErrorBody parse(String body) {
        try {
            Object json;
            if (body.stripLeading().startsWith("[")) {
                List<?> list = Json.fromJson(body, List.class);
                json = list.isEmpty() ? null : list.get(0);
            } else {
                json = Json.fromJson(body, Map.class);
            }
            return json instanceof Map<?, ?> map ? of(map) : EMPTY;
        } catch (RuntimeException e) { // not JSON, or no object: a page of a proxy in between
            return EMPTY;
        }
    }

    private static ErrorBody of(Map<?, ?> json) {
        Object error = json.get("error");
        if (error instanceof Map<?, ?> inner) {
            String behind = inner.get("metadata") instanceof Map<?, ?> metadata ? line(metadata.get("raw")) : "";
            Object innermost = inner.get("innererror") instanceof Map<?, ?> azure ? azure.get("code") : null;
            String said = line(inner.get("message")) + " " + behind;
            return new ErrorBody(
                    shorten(line(inner.get("message"))),
                    said,
                    codes(inner.get("code"), inner.get("type"), inner.get("status"), innermost),
                    number(inner.get("code")));
        }
        for (String name : new String[] {"error", "message", "detail"}) {
            if (json.get(name) instanceof String s) {
                return new ErrorBody(
                        shorten(line(s)), line(s), codes(json.get("code"), json.get("type")), number(json.get("code")));
            }
        }
        return EMPTY;
    }

    /** The endpoint's words in one line, shortened; empty if there are none. */
    String words() {
        return words;
    }

    /** All of the endpoint's words and of those behind it, to look into and never to show. */
    String said() {
        return said;
    }

    /** The endpoint's name of the error. */
    Optional<String> code() {
        return codes.stream().findFirst();
    }

    /** All names that the error has, the most exact one first. */
    List<String> codes() {
        return codes;
    }

    /** An HTTP status of an error that is given as its code. */
    Optional<Integer> number() {
        return Optional.ofNullable(number);
    }

    /** Whether a text is a name that can be shown. */
    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    private static String line(@Nullable Object value) {
        return value instanceof String s ? s.strip().replaceAll("\\s+", " ") : "";
    }

    private static String shorten(String line) {
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...";
    }

    private static List<String> codes(@Nullable Object... candidates) {
        List<String> codes = new ArrayList<>();
        for (Object candidate : candidates) {
            if (candidate instanceof String s && isCode(s)) {
                codes.add(s);
            }
        }
        return codes;
    }

    private static @Nullable Integer number(@Nullable Object code) {
        try {
            int number = code instanceof Number n ? n.intValue() : code instanceof String s ? Integer.parseInt(s) : 0;
            return number >= LEAST_STATUS && number <= MOST_STATUS ? number : null;
        } catch (NumberFormatException e) { // a name
            return null;
        }
    }
}
