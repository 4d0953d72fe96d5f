package io.llmops.api.spi;

import dev.langchain4j.internal.Json;
import io.llmops.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out whether an error text repeats what must not be shown. */
final class Echo {

    /** So many equal characters in a row are no accident: about three words. */
    private static final int RUN = 16;
    /** The same for scripts that write a word in one or two characters. */
    private static final int DENSE_RUN = 4;
    /** Shortest text that is looked for as a whole. */
    private static final int SHORTEST = 4;
    /** So many characters of a key in a row are enough to know it by. */
    private static final int SECRET_RUN = 6;
    /** Servers that mask a key show this many of its last characters after the asterisks. */
    private static final int MASKED_TAIL = 4;
    /** First character of the East Asian blocks. */
    private static final char DENSE_FROM = '\u2E80';

    private static final Set<String> CONTENT = Set.of("messages", "input", "prompt");
    private static final Set<String> LABELS = Set.of("role", "type");

    private Echo() {}

    static boolean ofSecret(String words, Secret secret) {
        String key = secret.reveal();
        String tail = key.substring(Math.max(0, key.length() - MASKED_TAIL));
        return shares(words, key, SECRET_RUN) || words.contains("*" + tail);
    }

    /** @param model not content: an error about a model may name it */
    static boolean ofRequest(String words, String request, String model) {
        String rest = words.replace(model, "");
        return contents(request).stream().anyMatch(text -> shares(rest, text, RUN) || sharesDense(rest, text));
    }

    private static boolean shares(String words, String text, int run) {
        int length = Math.min(run, text.length());
        if (length < SHORTEST) {
            return false;
        }
        for (int i = 0; i + length <= words.length(); i++) {
            if (text.contains(words.substring(i, i + length))) {
                return true;
            }
        }
        return false;
    }

    private static boolean sharesDense(String words, String text) {
        for (int i = 0; i + DENSE_RUN <= words.length(); i++) {
            String run = words.substring(i, i + DENSE_RUN);
            if (run.chars().allMatch(c -> c >= DENSE_FROM) && text.contains(run)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> contents(String request) {
        List<String> texts = new ArrayList<>();
        try {
            Map<?, ?> json = Json.fromJson(request, Map.class);
            CONTENT.forEach(name -> collect(json.get(name), texts));
        } catch (RuntimeException e) { // not a JSON object: all of it is content
            texts.add(request);
        }
        return texts;
    }

    private static void collect(@Nullable Object value, List<String> texts) {
        if (value instanceof String s) {
            texts.add(s.replaceAll("\\s+", " "));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, texts));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> {
                if (!LABELS.contains(String.valueOf(name))) {
                    collect(item, texts);
                }
            });
        }
    }
}
