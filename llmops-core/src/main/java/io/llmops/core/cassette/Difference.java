package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where a request differs from the nearest recorded one: places, lengths and numbers, but no text of either. */
final class Difference {

    private static final int SHOWN = 5;

    private Difference() {}

    static String from(Collection<JsonNode> recorded, JsonNode asked) {
        return recorded.stream()
                .map(other -> between(other, asked))
                .min(Comparator.comparingInt(List::size))
                .map(Difference::words)
                .orElse("it holds no recording");
    }

    private static String words(List<String> differences) {
        String more = differences.size() > SHOWN ? "; and " + (differences.size() - SHOWN) + " more" : "";
        return "the nearest recording differs: "
                + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size()))) + more;
    }

    private static List<String> between(JsonNode recorded, JsonNode asked) {
        List<String> differences = new ArrayList<>();
        compare("", recorded, asked, differences);
        return differences;
    }

    private static void compare(String at, JsonNode recorded, JsonNode asked, List<String> differences) {
        if (recorded.isObject() && asked.isObject()) {
            Set<String> names = new TreeSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            asked.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(at.isEmpty() ? name : at + "." + name, recorded.path(name), asked.path(name), differences);
            }
        } else if (recorded.isArray() && asked.isArray()) {
            for (int i = 0; i < Math.max(recorded.size(), asked.size()); i++) {
                compare(at + "[" + i + "]", recorded.path(i), asked.path(i), differences);
            }
        } else if (!recorded.equals(asked)) {
            differences.add(at + " " + explain(recorded, asked));
        }
    }

    private static String explain(JsonNode recorded, JsonNode asked) {
        if (recorded.isMissingNode()) {
            return "is new";
        }
        if (asked.isMissingNode()) {
            return "is missing";
        }
        if (recorded.isTextual() && asked.isTextual()) {
            String one = recorded.asText();
            String other = asked.asText();
            int same = 0;
            while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
                same++;
            }
            return "differs from character " + (same + 1) + " on (recorded " + one.length() + " characters, asked "
                    + other.length() + ")";
        }
        return recorded.isNumber() && asked.isNumber()
                ? "was " + recorded.asText() + ", is " + asked.asText()
                : "is of another kind";
    }
}
